import {
  App,
  applyDocumentTheme,
  applyHostStyleVariables,
  type McpUiHostContext,
} from "@modelcontextprotocol/ext-apps";
import { element } from "./element.ts";
import { readReport } from "./report.ts";
import { showReport } from "./show-report.ts";
import { textsFor } from "./texts.ts";

type Result = NonNullable<Parameters<NonNullable<App["ontoolresult"]>>[0]>;

const app = new App({ name: "digistore24-sales-report", version: "1.0.0" }, {});
const root = document.getElementById("report") as HTMLElement;
let shown: Result | undefined;

app.ontoolresult = (result) => {
  shown = result;
  show();
};
app.ontoolcancelled = () => {
  shown = { content: [{ type: "text", text: textsFor(localeOf()).cancelled }], isError: true };
  show();
};
app.onhostcontextchanged = (context) => {
  applyContext(context);
  show();
};
show();
await app.connect();
applyContext(app.getHostContext());
show();

function applyContext(context: Partial<McpUiHostContext> | undefined): void {
  if (context?.theme) {
    applyDocumentTheme(context.theme);
  }
  if (context?.styles?.variables) {
    applyHostStyleVariables(context.styles.variables);
  }
}

function localeOf(): string {
  return app.getHostContext()?.locale ?? navigator.language;
}

function show(): void {
  const locale = localeOf();
  const texts = textsFor(locale);
  document.documentElement.lang = texts.language;
  const openTables = [...root.querySelectorAll("details")].map(({ open }) => open);
  root.replaceChildren(...parts(locale));
  for (const [index, table] of root.querySelectorAll("details").entries()) {
    table.open = openTables[index] ?? false;
  }

  function parts(language: string): readonly HTMLElement[] {
    if (!shown) {
      return [element("p", { class: "note" }, texts.waiting)];
    }
    const [block] = shown.content ?? [];
    const text = block?.type === "text" ? block.text : "";
    if (shown.isError) {
      return [element("p", { class: "note warning", role: "alert" }, `${texts.failed} ${text}`)];
    }
    try {
      return showReport(readReport(text), texts, language);
    } catch {
      return [element("p", { class: "note warning", role: "alert" }, texts.failed)];
    }
  }
}
