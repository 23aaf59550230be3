import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { CHROMIUM_PATH, launchChromium } from "../../test/page/browser.ts";
import { type Demo, startDemo } from "./start-demo.ts";

/** README shows them; a larger one would make it slow to load. */
export const MAX_SCREENSHOT_BYTES = 175_000;

/** The demo has another port each time; readers see the usual one. */
const SHOWN_HOST = "127.0.0.1:3000";
const SHOWN_WIDTH = 1280;
const STEPS = "ol.stages";
/** Less than the gap to the next part. */
const MARGIN_BELOW = 16;

interface Screenshot {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly url: (demo: Demo) => string;
  /** Takes the picture once everything is there. */
  readonly take: (page: Page, path: string) => Promise<unknown>;
}

const SCREENSHOTS: readonly Screenshot[] = [
  {
    name: "page",
    size: { width: SHOWN_WIDTH, height: 800 },
    url: () => `http://${SHOWN_HOST}/`,
    take: takeSteps,
  },
  {
    name: "sales-report",
    size: { width: 800, height: 900 },
    url: ({ appUrl }) => appUrl,
    take: async (page, path) => {
      await page.frameLocator("#app").locator("section").first().waitFor();
      return page.locator("#app").screenshot({ path });
    },
  },
];

/** The page down to the end of its last step. */
async function takeSteps(page: Page, path: string): Promise<unknown> {
  const steps = await page.locator(STEPS).boundingBox();
  if (steps === null) {
    throw new Error(`the page has no ${STEPS} to take a picture of: name the element that holds the steps now`);
  }
  const height = Math.ceil(steps.y + steps.height + MARGIN_BELOW);
  return page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width: SHOWN_WIDTH, height } });
}

export interface TakenScreenshot {
  readonly file: string;
  readonly bytes: number;
}

/** Writes what people see of the demo into the folder. */
export async function takeScreenshots(folder: string): Promise<readonly TakenScreenshot[]> {
  if (CHROMIUM_PATH === undefined) {
    throw new Error("Chromium, which takes the screenshots, was not found: install it, or set CHROMIUM_PATH");
  }
  await mkdir(folder, { recursive: true });
  const demo = await startDemo();
  try {
    const browser = await launchChromium([`--host-resolver-rules=MAP ${SHOWN_HOST} ${new URL(demo.endpointUrl).host}`]);
    try {
      const taken: TakenScreenshot[] = [];
      for (const screenshot of SCREENSHOTS) {
        taken.push(await takeScreenshot(browser, demo, screenshot, folder));
      }
      return taken;
    } finally {
      await browser.close();
    }
  } finally {
    await demo.stop();
  }
}

async function takeScreenshot(
  browser: Browser,
  demo: Demo,
  { name, size, url, take }: Screenshot,
  folder: string,
): Promise<TakenScreenshot> {
  const file = join(folder, `${name}.png`);
  const page = await browser.newPage({ viewport: size, locale: "en-US", colorScheme: "light" });
  const response = await page.goto(url(demo));
  if (!response?.ok()) {
    throw new Error(`${name}: ${page.url()} answered ${response?.status()}`);
  }
  await take(page, file);
  await page.close();
  const { size: bytes } = await stat(file);
  if (bytes > MAX_SCREENSHOT_BYTES) {
    throw new Error(
      `${file} has ${bytes} bytes, more than the ${MAX_SCREENSHOT_BYTES} allowed: make its viewport smaller`,
    );
  }
  return { file, bytes };
}
