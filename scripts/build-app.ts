import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { withoutUnused } from "./build/without-unused.ts";

interface Page {
  /** The committed file. */
  readonly file: string;
  readonly title: string;
  readonly script: string;
  readonly style: string;
  readonly body: string;
  /** What the page may do, if it is shown by others. */
  readonly policy?: string;
}

/** Pages for a browser, each of one file, because the server reads each as it is. */
export const PAGES: readonly Page[] = [
  {
    file: "src/server/insights/app/sales-report.html",
    title: "Sales report",
    script: "src/server/insights/app/browser/main.ts",
    style: "src/server/insights/app/browser/app.css",
    body: '<main id="report" tabindex="0" aria-live="polite"></main>',
    policy: "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'",
  },
  {
    file: "src/demo/app-host.html",
    title: "The sales report as an agent shows it",
    script: "src/demo/browser/host.ts",
    style: "src/demo/browser/host.css",
    body: [
      "<h1>The sales report</h1>",
      "<p>Agents that can show MCP Apps show this for <code>reportSales</code>. The data is the demo's.</p>",
      '<p><label>Theme <select id="theme"><option>light</option><option>dark</option></select></label>',
      '<label>Language <select id="locale"><option>en</option><option>de</option></select></label></p>',
      '<iframe id="app" title="Sales report" sandbox="allow-scripts"></iframe>',
      '<script id="shown" type="application/json">/* SHOWN */</script>',
    ].join("\n"),
  },
];

export async function buildPage({ title, script, style, body, policy }: Page): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [script],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    plugins: [withoutUnused],
  });
  // The end of a script element in a text would end the script.
  const code = (outputFiles[0]?.text ?? "").trim().replaceAll("</script", "<\\/script");
  const css = (await readFile(style, "utf8")).trim();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy === undefined ? "" : `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`}<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${css}
</style>
</head>
<body>
${body}
<script type="module">${code}</script>
</body>
</html>
`;
}
