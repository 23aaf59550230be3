import { readFile } from "node:fs/promises";
import type { Client } from "@modelcontextprotocol/client";
import { readSalesReportPage } from "../server/insights/app/sales-report-app.ts";

const TOOL = "reportSales";
const ARGUMENTS = { from: "-3M", group_by: "product", compare: "previous_period" };
const PLACE = "/* SHOWN */";

/** A page that shows the sales report of a shop as an agent does, with what the tool answers now. */
export async function appPage(
  client: Pick<Client, "callTool">,
  args: Readonly<Record<string, unknown>> = ARGUMENTS,
): Promise<string> {
  const [host, html, result] = await Promise.all([
    readFile(new URL("./app-host.html", import.meta.url), "utf8"),
    readSalesReportPage(),
    client.callTool({ name: TOOL, arguments: { ...args } }),
  ]);
  // Inside a script element, only this could end it.
  const shown = JSON.stringify({ html, args, result }).replaceAll("<", "\\u003c");
  return host.replace(PLACE, () => shown);
}
