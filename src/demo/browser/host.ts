import { AppBridge, type McpUiStyles, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";

interface Shown {
  readonly html: string;
  readonly args: Record<string, unknown>;
  readonly result: Parameters<AppBridge["sendToolResult"]>[0];
}

/** Written into the page by the program that serves it. */
const { html, args, result } = JSON.parse(document.getElementById("shown")?.textContent ?? "{}") as Shown;
const frame = document.getElementById("app") as HTMLIFrameElement;
const theme = document.getElementById("theme") as HTMLSelectElement;
const locale = document.getElementById("locale") as HTMLSelectElement;
/** The colours of the page around the app, under the names that apps know. */
const COLOURS = {
  light: { "--color-background-primary": "#ffffff", "--color-text-primary": "#1c1e21" },
  dark: { "--color-background-primary": "#1e1f22", "--color-text-primary": "#ececec" },
};

function context() {
  const chosen = theme.value === "dark" ? "dark" : "light";
  const variables = COLOURS[chosen] as McpUiStyles;
  return { theme: chosen, locale: locale.value, displayMode: "inline", styles: { variables } } as const;
}

const bridge = new AppBridge(null, { name: "digistore24-mcp-demo", version: "1.0.0" }, {}, { hostContext: context() });
bridge.oninitialized = async () => {
  await bridge.sendToolInput({ arguments: args });
  await bridge.sendToolResult(result);
};
bridge.onsizechange = ({ height }) => {
  if (height !== undefined) {
    frame.style.height = `${Math.min(500, height)}px`;
  }
};
for (const select of [theme, locale]) {
  select.addEventListener("change", () => {
    document.documentElement.dataset["theme"] = theme.value;
    bridge.setHostContext(context());
  });
}
const target = frame.contentWindow as Window;
await bridge.connect(new PostMessageTransport(target, target));
frame.srcdoc = html;
