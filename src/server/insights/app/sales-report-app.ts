import { readFile } from "node:fs/promises";

export const SALES_REPORT_URI = "ui://digistore24/sales-report.html";
/** Marks a page that agents show next to a tool's answer. */
export const APP_MIME_TYPE = "text/html;profile=mcp-app";

/** The page that shows an answer of reportSales. `npm run regen` builds it from `browser/`. */
export function readSalesReportPage(): Promise<string> {
  return readFile(new URL("./sales-report.html", import.meta.url), "utf8");
}
