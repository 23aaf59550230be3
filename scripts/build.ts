import { buildCommand } from "./build/build-command.ts";

const [outDir = "dist"] = process.argv.slice(2);

await buildCommand(outDir);
