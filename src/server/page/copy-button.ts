import { type Html, html } from "../kit/html.ts";

/** Renders a button that copies the text of another element. It needs the script and is hidden without it. */
export function copyButton(targetId: string, name: string): Html {
  return html`<button type="button" class="copy needs-script" data-copy="${targetId}" aria-label="Copy ${name}">Copy</button>`;
}
