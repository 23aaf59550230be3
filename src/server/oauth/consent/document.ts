import { type Html, html } from "../../kit/html.ts";
import type { Language } from "../../kit/language.ts";
import { assetPath } from "../../page/page-assets.ts";
import { FRAME_TEXTS } from "../../page/texts/frame-texts.ts";

interface Document {
  readonly language: Language;
  readonly title: string;
  readonly content: Html;
}

/** A page without a script and without anything from another server. */
export function renderDocument({ language, title, content }: Document): string {
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} – digistore24-mcp</title>
<link rel="icon" href="${assetPath("page.svg")}">
<link rel="stylesheet" href="${assetPath("base.css")}">
<link rel="stylesheet" href="${assetPath("consent.css")}">
</head>
<body class="step">
<header><p class="product">digistore24-mcp</p></header>
<main>
<h1>${title}</h1>
${content}
</main>
<footer><p>${FRAME_TEXTS[language].notAffiliated}</p></footer>
</body>
</html>
`;
  return page.toString();
}
