import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";

const FOLDER = resolve("test-output/pages");

/** Keeps a picture of the whole page for people to look at, and says where. */
export async function keepScreenshot(page: Page, name: string): Promise<string> {
  mkdirSync(FOLDER, { recursive: true });
  const path = resolve(FOLDER, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  process.stdout.write(`${path}\n`);
  return path;
}
