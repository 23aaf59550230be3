import { type Html, html } from "../kit/html.ts";
import type { Language } from "../kit/language.ts";
import { assetPath } from "./page-assets.ts";

interface Shell {
  readonly language: Language;
  readonly title: string;
  /** The path before every link; empty without a proxy that removes one. */
  readonly prefix?: string;
  /** The style sheet in addition to the one that all pages share. */
  readonly styles: "page.css" | "consent.css";
  /** More elements of the head. */
  readonly head?: Html;
  readonly body: Html;
}

/** The shell of every page for people, including those of the sign-in and of the sandbox. `body` is the whole element. */
export function renderShell({ language, title, prefix = "", styles, head = html``, body }: Shell): string {
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="${prefix}${assetPath("page.svg")}">
<link rel="stylesheet" href="${prefix}${assetPath("base.css")}">
<link rel="stylesheet" href="${prefix}${assetPath(styles)}">
${head}</head>
${body}
</html>
`;
  return page.toString();
}
