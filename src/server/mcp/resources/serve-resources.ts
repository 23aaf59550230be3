import {
  type ReadResourceResult,
  type Resource,
  ResourceNotFoundError,
  type Server,
} from "@modelcontextprotocol/server";
import type { Surface } from "../../contract/surface.ts";
import { loadAnswerReference, type RegisteredTool } from "../../contract/tool-registry.ts";
import { APP_MIME_TYPE, readSalesReportPage, SALES_REPORT_URI } from "../../insights/app/sales-report-app.ts";
import { hideKey } from "../../kit/hide-key.ts";
import { nearestName } from "../../kit/nearest-name.ts";
import { LANGUAGES } from "../prompts/prompt.ts";
import { functionReference } from "./function-reference.ts";
import { TIME_FORMATS } from "./time-formats.ts";
import { toolsTable } from "./tools-table.ts";

const MIME_TYPE = "text/markdown";
const TOOLS_URI = "digistore24://tools";
const TIMES_URI = "digistore24://time-formats";
const REFERENCE_URI = "digistore24://reference/";
export const REFERENCE_TEMPLATE = `${REFERENCE_URI}{function}`;

const RESOURCES: readonly Resource[] = [
  {
    uri: TOOLS_URI,
    name: "tools",
    title: "Tools",
    description: "The tools served here, with their marks",
    mimeType: MIME_TYPE,
  },
  {
    uri: TIMES_URI,
    name: "time-formats",
    title: "Times",
    description: "Every format in which times can be given",
    mimeType: MIME_TYPE,
  },
  {
    uri: `${TIMES_URI}?language=de`,
    name: "time-formats-de",
    title: "Zeitangaben",
    description: "Alle Formen, in denen Zeiten angegeben werden können",
    mimeType: MIME_TYPE,
  },
];

const SALES_REPORT: Resource = {
  uri: SALES_REPORT_URI,
  name: "sales-report",
  title: "Sales report",
  description: "Shows the answer of reportSales as a chart",
  mimeType: APP_MIME_TYPE,
};

/** Offers texts about a surface. They are built on request and the same for every key, which is only used to hide it. */
export function serveResources(server: Server, surface: Surface, apiKey: string): void {
  server.setRequestHandler("resources/list", () => ({ resources: resourcesOf(surface) }));
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: [
      {
        uriTemplate: REFERENCE_TEMPLATE,
        name: "reference",
        title: "Function reference",
        description: "Arguments and answer of one function, by its name or its tool's",
        mimeType: MIME_TYPE,
      },
    ],
  }));
  server.setRequestHandler("resources/read", async ({ params }): Promise<ReadResourceResult> => {
    const uri = hideKey(params.uri, apiKey);
    if (uri === SALES_REPORT_URI && hasSalesReport(surface)) {
      return { contents: [{ uri, mimeType: APP_MIME_TYPE, text: await readSalesReportPage() }] };
    }
    const text = await readText(uri, surface);
    return { contents: [{ uri, mimeType: MIME_TYPE, text }] };
  });
}

function resourcesOf(surface: Surface): Resource[] {
  return [...RESOURCES, ...(hasSalesReport(surface) ? [SALES_REPORT] : [])];
}

function hasSalesReport({ tools }: Surface): boolean {
  return [...tools.values()].some(({ definition }) => definition.app === SALES_REPORT_URI);
}

/** Functions of the surface whose names contain the typed text. */
export function completeReference(typed: string, { tools }: Surface): string[] {
  const names = [...tools.values()].map(({ definition }) => definition.functionName).sort();
  return names.filter((name) => name.toLowerCase().includes(typed.toLowerCase()));
}

async function readText(uri: string, surface: Surface): Promise<string> {
  if (uri === TOOLS_URI) {
    return toolsTable(surface);
  }
  const language = LANGUAGES.find((code) => uri === `${TIMES_URI}?language=${code}`);
  if (language || uri === TIMES_URI) {
    return TIME_FORMATS[language ?? "en"];
  }
  if (!uri.startsWith(REFERENCE_URI)) {
    const known = [...resourcesOf(surface).map((resource) => resource.uri), REFERENCE_TEMPLATE].join(", ");
    throw new ResourceNotFoundError(uri, `There is no such resource here. Resources: ${known}.`);
  }
  const { definition } = findTool(uri, surface);
  return functionReference(definition, await loadAnswerReference(definition.functionName));
}

function findTool(uri: string, { tools }: Surface): RegisteredTool {
  const name = uri.slice(REFERENCE_URI.length);
  const all = [...tools.values()];
  const found = tools.get(name) ?? all.find(({ definition }) => definition.functionName === name);
  if (!found) {
    const functions = all.map(({ definition }) => definition.functionName);
    const nearest = nearestName(name, functions);
    const guess = nearest === undefined ? "" : ` The nearest is ${nearest}.`;
    throw new ResourceNotFoundError(uri, `No function of that name is served here.${guess}`);
  }
  return found;
}
