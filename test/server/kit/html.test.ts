import { describe, expect, test } from "vitest";
import { html } from "../../../src/server/kit/html.ts";
import { readPage } from "../../support/html-page.ts";

const HOSTILE = `"'></p><script>alert(1)</script><img src=x onerror="alert(2)"> & &amp; &lt;b>`;

function parse(fragment: { toString(): string }) {
  return readPage(`<!doctype html><html><body>${fragment}</body></html>`);
}

describe("a hostile value", () => {
  test.each([
    ["text", html`<p>${HOSTILE}</p>`],
    ["an item of a list", html`<p>${[HOSTILE]}</p>`],
    ["an item of a list in a list", html`<p>${[[HOSTILE]]}</p>`],
    ["nested markup", html`<p>${html`${HOSTILE}`}</p>`],
    ["a list of nested markup", html`<p>${[html`${HOSTILE}`]}</p>`],
  ])("stays text as %s", (_, markup) => {
    const { all, one } = parse(markup);
    expect(one("p").textContent).toBe(HOSTILE);
    expect(all("body *")).toEqual([one("p")]);
  });

  test.each([
    ["double quotes", html`<p title="${HOSTILE}">text</p>`],
    ["single quotes", html`<p title='${HOSTILE}'>text</p>`],
    ["nested markup", html`<p title="${html`${HOSTILE}`}">text</p>`],
    ["a list", html`<p title="${[HOSTILE]}">text</p>`],
  ])("stays the value of an attribute in %s", (_, markup) => {
    const { all, one } = parse(markup);
    expect(one("p").getAttribute("title")).toBe(HOSTILE);
    expect([...one("p").attributes].map(({ name }) => name)).toEqual(["title"]);
    expect(all("body *")).toEqual([one("p")]);
  });

  test("stays the value of a form field and the address of a link", () => {
    const { one } = parse(html`<input value="${HOSTILE}"><a href="/x?q=${HOSTILE}">link</a>`);
    expect(one("input").getAttribute("value")).toBe(HOSTILE);
    expect(one("a").getAttribute("href")).toBe(`/x?q=${HOSTILE}`);
  });

  test("is refused in an attribute without quotes", () => {
    expect(() => html`<p title=${HOSTILE}>text</p>`).toThrow('The value after "<p title=" has no quotes around it');
  });

  test("does not pass as markup because it looks like it", () => {
    const forged = { toString: () => HOSTILE, markup: HOSTILE };
    // @ts-expect-error an object is not markup
    expect(() => html`<p>${forged}</p>`).toThrow(TypeError);
  });
});

test("nested markup is not escaped again, and lists are joined without separators", () => {
  const items = ["a & b", "c"].map((text) => html`<li>${text}</li>`);
  expect(String(html`<ul class="${"x"}">${items}${""}${3}</ul>`)).toBe(
    '<ul class="x"><li>a &amp; b</li><li>c</li>3</ul>',
  );
});
