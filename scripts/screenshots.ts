import { takeScreenshots } from "./screenshots/take-screenshots.ts";

const FOLDER = "docs/images";

for (const { file, bytes } of await takeScreenshots(FOLDER)) {
  process.stdout.write(`${file}  ${Math.ceil(bytes / 1024)} KiB\n`);
}
