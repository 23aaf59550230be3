import { type Html, html } from "../kit/html.ts";

/** Copies the text of another element. Shown where the script runs, since without it the button could do nothing. */
export function copyButton(targetId: string, what: string): Html {
  return html`<button type="button" class="copy needs-script" data-copy="${targetId}" aria-label="Copy ${what}">Copy</button>`;
}
