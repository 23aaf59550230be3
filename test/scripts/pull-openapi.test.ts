import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generate } from "../../codegen/pipeline.ts";
import { FIXTURES, useHttp, useWorkplaces } from "./pull-support.ts";

const VENDOR_DESCRIPTION = "../shared/digistore24/vendor-openapi-2025-10-15.yaml";
const V1 = join(FIXTURES, "v1");
const V2 = join(FIXTURES, "v2");
const workplace = useWorkplaces();
const serve = useHttp();

/** Serves a folder as a web server does, with ETags. `sent` counts the bodies. */
async function serveFolder(folder: string): Promise<{ url: string; sent: () => number; asked: () => number }> {
  let sent = 0;
  let asked = 0;
  const base = await serve((request, response) => {
    asked++;
    const file = join(folder, (request.url ?? "").replace("/docs/", ""));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const text = readFileSync(file);
    const etag = `"${createHash("sha256").update(text).digest("hex")}"`;
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304).end();
      return;
    }
    sent++;
    response.writeHead(200, { etag }).end(text);
  });
  return { url: `${base}/docs/openapi.yaml`, sent: () => sent, asked: () => asked };
}

describe("a description without changes", () => {
  test("is reported as the same, from a folder, a file and an address", async () => {
    const { run, files } = workplace();
    const before = files();
    const { url } = await serveFolder(V1);
    for (const from of [V1, join(V1, "openapi.yaml"), url]) {
      expect(await run(from)).toEqual({ code: 0, stdout: `No difference from ${from}.\n`, stderr: "" });
    }
    expect(files()).toEqual(before);
  });

  test("is not fetched a second time", async () => {
    const { run } = workplace();
    const { url, sent, asked } = await serveFolder(V1);
    await run(url);
    const once = sent();
    expect(once).toBe(7);
    await run(url);
    expect({ sent: sent(), asked: asked() }).toEqual({ sent: once, asked: 2 * once });
  });

  test.skipIf(!existsSync(VENDOR_DESCRIPTION))("is the vendor's of October 2025, with all its defects", async () => {
    const { run } = workplace();
    const { code, stdout } = await run(VENDOR_DESCRIPTION, "--into", "openapi", "--dry-run");
    expect({ code, stdout }).toEqual({ code: 0, stdout: `No difference from ${VENDOR_DESCRIPTION}.\n` });
  });
});

describe("a changed description", () => {
  test("is reported by its effect on each tool, and nothing is written with --dry-run", async () => {
    const { run, files } = workplace();
    const before = files();
    const { url } = await serveFolder(V2);
    const { code, stdout, stderr } = await run(url, "--dry-run");
    expect({ code, stderr }).toEqual({ code: 3, stderr: "" });
    await expect(stdout.replace(url, "SOURCE")).toMatchFileSnapshot("../golden/pull/report.md");
    expect(files()).toEqual(before);
  });

  test("is reported as JSON for machines", async () => {
    const { code, stdout } = await workplace().run(V2, "--dry-run", "--json");
    const { changes, byHand } = JSON.parse(stdout);
    expect(code).toBe(3);
    expect(new Set(changes.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set([
        "function added",
        "function removed",
        "method changed",
        "argument added",
        "argument removed",
        "argument retyped",
        "argument now required",
        "argument no longer required",
        "values added",
        "values removed",
        "default changed",
      ]),
    );
    expect(byHand).toMatchObject([{ kind: "function removed", functionName: "removeBook" }]);
  });

  test("is taken over without touching any other line, and without the author's words", async () => {
    const { run, files } = workplace();
    const before = files();
    expect((await run(V2)).code).toBe(3);
    const after = files();
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed.sort()).toEqual([
      "openapi.yaml",
      "paths/bookId-reservations.yaml",
      "paths/createBook.yaml",
      "paths/getBook.yaml",
      "paths/lendBook.yaml",
      "paths/listBooks.yaml",
      "paths/reading-lists.yaml",
      "paths/returnBook.yaml",
      "paths/updateBook.yaml",
      "policy.yaml",
    ]);
    for (const name of ["openapi.yaml", "policy.yaml", ...changed]) {
      await expect(after[name]).toMatchFileSnapshot(`../golden/pull/after/${name}`);
    }
    expect(Object.values(after).join("\n")).not.toContain("maker's");
  });

  test("is taken over once: the second run finds only changes left to a person", async () => {
    const { run, files } = workplace();
    await run(V2);
    const once = files();
    const { stdout } = await run(V2, "--json");
    expect(JSON.parse(stdout).changes).toMatchObject([{ kind: "function removed" }]);
    expect(files()).toEqual(once);
  });

  test("is accepted by the generator afterwards, with the new functions on no surface", async () => {
    const { run, ours } = workplace();
    await run(V2);
    const inputs = { description: "openapi.yaml", policy: "policy.yaml", published: "published-tools.json" };
    const places = Object.entries(inputs).map(([name, file]) => [name, join(ours, file)]);
    const files = await generate(Object.fromEntries(places));
    const { tools } = JSON.parse(files.get("manifest.json") ?? "");
    expect(Object.keys(tools)).toEqual(
      expect.arrayContaining(["GetReservations", "GetReading-lists", "PostReturnbook"]),
    );
    expect(files.get("tools/loans.ts")).toMatch(/isReviewed: false/);
  });

  test("names corrections that are no longer needed", async () => {
    const { stdout } = await workplace().run(V2, "--dry-run");
    expect(stdout).not.toContain("Corrections to take out");
    const { run, ours } = workplace();
    const file = join(ours, "vendor-corrections.yaml");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(
      file,
      `${readFileSync(file, "utf8")}  - { target: "$.paths['/gone']", description: Gone, remove: true }\n`,
    );
    expect((await run(V1)).stdout).toContain(
      "$.paths['/gone'] does not exist: the correction is no longer needed, or no longer fits (Gone)",
    );
  });
});
