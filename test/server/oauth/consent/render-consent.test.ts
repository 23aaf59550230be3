import { describe, expect, test } from "vitest";
import type { ConsentView } from "../../../../src/server/oauth/consent/consent-view.ts";
import { describeKeyProblem } from "../../../../src/server/oauth/consent/key-problem.ts";
import { renderConsent } from "../../../../src/server/oauth/consent/render-consent.ts";
import { readPage, textOf } from "../../../support/html-page.ts";
import { VIEW } from "./example-view.ts";

const open = (changes: Partial<ConsentView> = {}) => readPage(renderConsent({ ...VIEW, ...changes }));
const values = (page: ReturnType<typeof open>, selector: string) =>
  page.all(selector).map((element) => element.getAttribute("value"));

describe("the program", () => {
  test("is shown with the host that describes it and the host it returns to", () => {
    const page = open({ program: { name: "Claude", vouchedBy: "claude.ai" }, returnsTo: "claude.com" });
    expect(textOf(page.one("dl"))).toBe(
      "Program Claude A document at claude.ai describes it under this name. Then back to claude.com Access is handed over there and nowhere else.",
    );
  });

  test("is marked as naming itself if no document describes it", () => {
    const text = textOf(open({ program: { name: "Claude" } }).one("dl"));
    expect(text).toContain("Claude The program gives itself this name. Nobody has checked it.");
    expect(text).not.toContain("A document at");
  });

  test("without a name that can be seen is called so", () => {
    expect(textOf(open({ program: { name: "\u200B" } }).one("dl"))).toContain("Program without a name");
  });

  test("cannot put markup, turned text or a long text into the page", () => {
    const name = `</bdi><script>alert(1)</script>"'\u202Eevil\u0007${"x".repeat(500)}`;
    const hostile = { program: { name, vouchedBy: "<b>" }, returnsTo: "<i>", sealedRequest: '"><b>', action: '/"><b>' };
    const source = renderConsent({ ...VIEW, ...hostile, moneyTools: ["<u>"], problem: "<em>" });
    const page = readPage(source);
    expect(page.all("script, b, i, u, em")).toEqual([]);
    expect(source).not.toMatch(/\u202E|\p{Cc}(?<!\n)|x{60}/u);
    expect(textOf(page.one(".name"))).toMatch(/^<\/bdi><script>alert\(1\)<\/script>"' evil x+…$/);
    expect(page.one("input[name=request]").getAttribute("value")).toBe('"><b>');
  });

  test("on the person's own computer brings a warning of other programs there", () => {
    const warning = "Any program on this computer can ask under this name.";
    const page = open({ isLoopbackOnly: true, returnsTo: "127.0.0.1" });
    expect(textOf(page.one("main > .warning"))).toContain(warning);
    expect(textOf(page.one("dl"))).toContain("127.0.0.1 This is a program on this computer.");
    expect(open().text()).not.toContain(warning);
  });

  test("always comes with the advice to continue only with a connection of one's own", () => {
    const warningOf = (isLoopbackOnly: boolean) => textOf(open({ isLoopbackOnly }).one("main > .warning"));
    expect(warningOf(false)).toContain("Continue only if you have just started this connection yourself.");
    expect(warningOf(true)).toContain("Continue only if you have just started the program yourself");
    for (const warning of [warningOf(false), warningOf(true)]) {
      expect(warning.split("Continue only if")).toHaveLength(2);
      expect(warning).toContain("If somebody sent you a link to this page, cancel");
    }
  });
});

describe("the choice of access", () => {
  test("is reading, changing, or moving money too, and reading unless a person chooses", () => {
    const page = open();
    expect(values(page, "input[name=access]")).toEqual(["read", "change", "money"]);
    expect(values(page, "input[name=access][checked]")).toEqual(["read"]);
    expect(page.one("fieldset legend").textContent).toBe("What may the program do?");
  });

  test("keeps what was chosen before a key was refused", () => {
    expect(values(open({ chosen: "change" }), "input[checked]")).toEqual(["change"]);
  });

  test("counts the tools of each", () => {
    const page = open({ counts: { read: 71, change: 1 } });
    expect(textOf(page.one("#access-read-hint"))).toContain("Can look up data with 71 tools.");
    expect(textOf(page.one("#access-change-hint"))).toContain("with one more tool.");
  });

  test.each<[Partial<ConsentView>, string]>([
    [
      {},
      "“List invoices” needs a key with full access, even to read. For this choice, Digistore24 creates a key with read access.",
    ],
    [{ handsOver: false }, "“List invoices” needs a key with full access, even to read."],
    [
      { handsOver: false, beyondReadKey: ["List invoices", "Get upsells"] },
      "“List invoices” and “Get upsells” need a key with full access, even to read.",
    ],
    [
      { language: "de", beyondReadKey: ["Rechnungen auflisten"] },
      "„Rechnungen auflisten“ braucht auch zum Lesen einen Schlüssel mit Vollzugriff. Digistore24 legt für diese Wahl einen mit Lesezugriff an.",
    ],
    [
      { language: "de", handsOver: false, beyondReadKey: ["Rechnungen auflisten", "Upsells abrufen"] },
      "„Rechnungen auflisten“ und „Upsells abrufen“ brauchen auch zum Lesen einen Schlüssel mit Vollzugriff.",
    ],
  ])("of reading names the tools that a key with read access is refused: %j", (changes, sentence) => {
    expect(textOf(open(changes).one("#access-read-hint p:last-child"))).toBe(sentence);
    expect(textOf(open({ ...changes, asksOnlyRead: true }).one(".access .hint:last-of-type"))).toBe(sentence);
  });

  test("of reading names no such tool where there is none", () => {
    expect(open({ beyondReadKey: [] }).text()).not.toContain("even to read");
  });

  test("shows the tools that move money apart, and that each asks first", () => {
    const page = open();
    expect(page.all("#access-money-hint li").map(textOf)).toEqual(VIEW.moneyTools);
    expect(page.all("li")).toHaveLength(VIEW.moneyTools.length);
    expect(textOf(page.one("#access-money-hint"))).toContain("Before any of them runs, this server asks");
  });

  test("warns if tools that move money do not ask first", () => {
    const page = open({ confirms: false });
    expect(textOf(page.one("#access-money-hint .warning"))).toBe("They run without this server asking you first.");
    expect(open().all("#access-money-hint .warning")).toEqual([]);
  });

  test("leaves out money where no tool moves it, also if it was chosen", () => {
    const page = open({ moneyTools: [], chosen: "money" });
    expect(values(page, "input[name=access]")).toEqual(["read", "change"]);
    expect(values(page, "input[checked]")).toEqual(["read"]);
    expect(page.text()).not.toContain("move money");
  });

  test.each([
    ["the program asks for nothing else", { asksOnlyRead: true }, "The program has not asked for more."],
    [
      "the address has nothing else",
      { moneyTools: [], counts: { read: 9, change: 0 } },
      "This address offers no more.",
    ],
  ])("is reading alone if %s", (_, changes, reason) => {
    const page = open({ ...changes, chosen: "money" });
    const fields = page.all("input[name=access]");
    expect(fields.map((field) => [field.getAttribute("type"), field.getAttribute("value")])).toEqual([
      ["hidden", "read"],
    ]);
    expect(textOf(page.one(".access"))).toContain(`Read only. ${reason}`);
  });
});

describe("the form", () => {
  test("is sent to the given address with the sealed request", () => {
    const page = open();
    expect(page.one("form").getAttribute("method")).toBe("post");
    expect(page.one("form").getAttribute("action")).toBe("/authorize");
    expect(values(page, "form input[type=hidden][name=request]")).toEqual(["sealed.request"]);
    expect(page.all("form [name]")).toHaveLength(
      page.all("[name=request], [name=access], [name=decision], [name=api_key]").length,
    );
  });

  test.each([true, false])("has the key's button first, which Enter presses (hand-over: %s)", (handsOver) => {
    const buttons = open({ handsOver }).all("form button");
    expect(buttons.every((button) => button.getAttribute("type") === "submit")).toBe(true);
    expect(buttons[0]?.getAttribute("value")).toBe("key");
    expect(buttons[0]?.getAttribute("tabindex")).toBe("-1");
    expect(buttons.at(-1)?.getAttribute("value")).toBe("cancel");
  });

  test("offers Digistore24's own page first, and a key in a closed part", () => {
    const page = open();
    expect(page.one("button.primary").getAttribute("value")).toBe("digistore24");
    expect(textOf(page.one("button.primary"))).toBe("Continue to Digistore24");
    expect(page.one("details").getAttribute("open")).toBeNull();
    expect(page.all("details input[name=api_key]")).toHaveLength(1);
  });

  test("offers only a key where people cannot agree at Digistore24", () => {
    const page = open({ handsOver: false });
    expect(page.all("details, [value=digistore24]")).toEqual([]);
    expect(page.one("button.primary").getAttribute("value")).toBe("key");
  });

  test("asks for a key only if it is sent", () => {
    const page = open();
    expect(page.one("#api-key").getAttribute("required")).toBe("");
    expect(values(page, "button[formnovalidate]")).toEqual(["digistore24", "cancel"]);
  });

  test("has a field for the key that browsers neither show nor keep", () => {
    const field = open().one("input[name=api_key]");
    expect(field.getAttribute("type")).toBe("password");
    expect(field.getAttribute("autocomplete")).toBe("off");
    expect(field.getAttribute("maxlength")).toBe("200");
    expect(field.getAttribute("value")).toBeNull();
  });

  test("says where keys are and where the key goes", () => {
    const text = open().text();
    expect(text).toContain("Settings > Account access > API keys");
    expect(text).toContain("The key is sealed into the access that the program receives.");
    expect(open({ language: "de" }).text()).toContain("Einstellungen > Kontozugriff > API-Schlüssel");
  });
});

describe("a problem with the key", () => {
  const problem = describeKeyProblem("en", "refused", "Key\nis <inactive>");

  test.each([true, false])("is shown at the top and at the field (hand-over: %s)", (handsOver) => {
    const page = open({ handsOver, problem });
    expect(textOf(page.one("[role=alert]"))).toContain(problem);
    expect(page.one("[role=alert] a").getAttribute("href")).toBe("#api-key");
    expect(textOf(page.one("#api-key-error"))).toBe(problem);
    expect(page.one("#api-key").getAttribute("aria-invalid")).toBe("true");
    expect(page.one("#api-key").getAttribute("aria-describedby")).toBe("api-key-error api-key-hint");
  });

  test("opens the part with the field", () => {
    expect(open({ problem }).one("details").getAttribute("open")).toBe("");
  });

  test("quotes Digistore24 on one line", () => {
    expect(problem).toContain("Digistore24's answer: “Key is <inactive>”");
  });
});
