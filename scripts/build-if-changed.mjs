import { execSync } from "node:child_process";
import { isBuilt } from "./build/build-stamp.mjs";

if (!isBuilt()) {
  process.stdout.write(
    "Building, because this is the first start or something has changed. This takes a few seconds.\n",
  );
  build();
}

/** A failed build ends the start with its exit code. The compiler has said why. */
function build() {
  try {
    execSync("npm run --silent build", { stdio: "inherit" });
  } catch (error) {
    process.exit(error.status || 1);
  }
}
