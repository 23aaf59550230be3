import { existsSync } from "node:fs";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** The system's own Chromium, unless CHROMIUM_PATH names another. The one without windows takes half the time. */
const USUAL_PATHS = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** The browser to test with, or undefined if there is none. */
export const CHROMIUM_PATH = process.env["CHROMIUM_PATH"] || USUAL_PATHS.find((path) => existsSync(path));

export function launchChromium(switches: readonly string[] = []) {
  // Chromium's sandbox does not start for root, and CI containers run as root.
  const args = [...switches, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  return chromium.launch({ executablePath: CHROMIUM_PATH ?? "", args });
}

export interface Visit {
  readonly page: Page;
  /** Addresses of all fetched resources. */
  readonly requests: readonly string[];
  /** The browser's errors, including violations of the content security policy. */
  readonly complaints: readonly string[];
}

/** A page whose requests and errors are recorded. */
export function watchPage(page: Page): Visit {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(message.text());
    }
  });
  return { page, requests, complaints };
}

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } };
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };
