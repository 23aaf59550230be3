import { expect, test } from "vitest";
import { buildSandbox } from "../../src/sandbox/http/app.ts";
import { CONCERNED, FAULT_KINDS, type FaultKind, NOT_CARRIED_OUT } from "../../src/sandbox/http/faults.ts";
import { GENERATED_REGISTRY } from "../../src/sandbox/http/generated-registry.ts";
import { readSandboxKey } from "../../src/sandbox/wire/keys.ts";
import { CONFIRMATION_STEPS } from "../../src/server/call/call.ts";
import { SECRET_FIELDS } from "../../src/server/call/mask-secrets.ts";
import { KINDS } from "../../src/server/call/personal-fields.ts";
import { CONFIRM_LEVELS } from "../../src/server/contract/confirm-level.ts";
import { ACCESS_CHOICES, scopesOf } from "../../src/server/oauth/scopes.ts";
import { readPage } from "./figures/claim.ts";
import { markdownPages } from "./markdown-pages.ts";
import { textsOf } from "./parts-of-source.ts";

const sectionOf = (page: string, heading: string) =>
  readPage(page)
    .split(new RegExp(`\n##+ ${heading}\n`))[1]
    ?.split("\n## ")[0] ?? "";
const namesIn = (text: string) => [...text.matchAll(/`([a-z][\w-]*)`/g)].map(([, name = ""]) => name);
const firstCells = (text: string) => [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, name = ""]) => name);

test("docs/money.md names every value of `confirmation` in the audit, and no other", () => {
  const [, values = ""] = sectionOf("docs/money.md", "Records").split("`confirmation`:");
  expect(namesIn(values.split(". ")[0] ?? "").toSorted()).toEqual(CONFIRMATION_STEPS.toSorted());
});

test("docs/money.md has a row for each value of CONFIRM", () => {
  const [table = ""] = readPage("docs/money.md").split("\n## ");
  const [, ...levels] = firstCells(table);
  expect(levels.toSorted()).toEqual(CONFIRM_LEVELS.toSorted());
});

test("docs/security.md names every field that is hidden in answers, and no other", () => {
  const [fields = ""] = sectionOf("docs/security.md", "Secrets in answers").split("`[hidden]`");
  expect(namesIn(fields).toSorted()).toEqual([...SECRET_FIELDS].toSorted());
});

test("docs/security.md has a row for each kind of placeholder", () => {
  expect(firstCells(sectionOf("docs/security.md", "Personal data"))).toEqual(KINDS);
});

test("docs/oauth.md gives the scopes of each choice", () => {
  const scopes = [...sectionOf("docs/oauth.md", "The consent page").matchAll(/^\| [^|]+ \| `([a-z ]+)` \|/gm)];
  expect(scopes.map(([, names]) => names)).toEqual(ACCESS_CHOICES.map((choice) => scopesOf(choice).join(" ")));
});

test("docs/sandbox.md names every kind of fault, and which are carried out", () => {
  const [, before = "", after = "", ofOne = ""] = sectionOf("docs/sandbox.md", "In another project's tests")
    .split("At a `rate`")[0]
    ?.split(/\bFaults (?=that|of)/) ?? [""];
  const kinds = (filter: (kind: FaultKind) => boolean) => FAULT_KINDS.filter(filter).toSorted();
  expect(
    namesIn(before)
      .filter((name) => name !== "retry_after")
      .toSorted(),
  ).toEqual([...NOT_CARRIED_OUT].toSorted());
  expect(namesIn(after).toSorted()).toEqual(
    kinds((kind) => !NOT_CARRIED_OUT.has(kind) && CONCERNED[kind] === undefined),
  );
  expect(
    namesIn(ofOne)
      .filter((name) => !GENERATED_REGISTRY.has(name))
      .toSorted(),
  ).toEqual(kinds((kind) => CONCERNED[kind] === "retrieveApiKey"));
});

test("docs/sandbox.md lists the addresses that control it", async () => {
  const rows = [...readPage("docs/sandbox.md").matchAll(/^\| (`[A-Z, `]+ (\/__\w+)`.*?) \|/gm)];
  const addresses = [...new Set(rows.map(([, , url = ""]) => url))];
  const served = textsOf("src/sandbox/http/control-routes.ts").filter((text) => /^\/__\w+$/.test(text));
  expect(addresses.toSorted()).toEqual([...new Set(served)].toSorted());
  const sandbox = buildSandbox({ registry: GENERATED_REGISTRY });
  await sandbox.ready();
  const documented = rows.flatMap(([, cell = "", url = ""]) =>
    [...cell.matchAll(/\b(GET|POST|DELETE)\b/g)].map(([, method = ""]) => ({ method, url })),
  );
  expect(documented.filter(({ method, url }) => !sandbox.hasRoute({ method, url }))).toEqual([]);
  await sandbox.close();
});

test("the sandbox has every key of it that a page names", () => {
  const keys = markdownPages().flatMap((page) => readPage(page).match(/\b\d+-SANDBOX\w+/g) ?? []);
  expect(keys.length).toBeGreaterThan(3);
  expect(keys.filter((key) => readSandboxKey(key) === undefined)).toEqual([]);
});
