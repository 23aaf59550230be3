import { describe, expect, test } from "vitest";
import { toErrorResult } from "../../../src/server/call/error-result.ts";
import type { AnyToolDefinition } from "../../../src/server/contract/tool-definition.ts";
import { CallError, type CallErrorDetails, type ErrorKind } from "../../../src/server/kit/errors.ts";
import { readTool, unseenWriteTool, writeTool } from "../../support/tools.ts";

function sentence(tool: AnyToolDefinition, error: unknown, wasSent = false): string {
  const failed = { requestId: "request-1", apiKey: "100001-RESULTKEY", wasSent };
  const { content, isError } = toErrorResult(tool, error, failed);
  expect(isError).toBe(true);
  const [block, ...others] = content;
  expect(others).toEqual([]);
  return block?.type === "text" ? block.text : "";
}

const refused = (kind: ErrorKind, details: CallErrorDetails) =>
  new CallError(kind, "Digistore24 refused the call", { wasSent: true, ...details });

const sentences: { name: string; error: CallError; want: string }[] = [
  {
    name: "input, ours",
    error: new CallError("input", "nothing was sent. product_id is required"),
    want: "readThing: nothing was sent. product_id is required. Correct the arguments and call again.",
  },
  {
    name: "input, the API's",
    error: refused("input", { vendorCode: 3, vendorMessage: "Parameter fehlt: data[code]" }),
    want: 'readThing: Digistore24 refused the call (code 3): "Parameter fehlt: data[code]". Read the message: correct what it names, or wait if it says so, and call again only then.',
  },
  {
    name: "key",
    error: refused("key", { vendorCode: 2, vendorMessage: "The API key is invalid." }),
    want: 'readThing: Digistore24 refused the call (code 2): "The API key is invalid". Check that the API key in the client\'s configuration is complete and active in Digistore24 (Settings > Account access > API keys).',
  },
  {
    name: "permission",
    error: refused("permission", { vendorCode: 5, vendorMessage: "No permission" }),
    want: 'readThing: Digistore24 refused the call (code 5): "No permission". The API key has too few rights: readThing needs a key with read access.',
  },
  {
    name: "not found",
    error: refused("not_found", { vendorCode: 4, vendorMessage: "Order not found!" }),
    want: 'readThing: Digistore24 refused the call (code 4): "Order not found!". Check the id with the matching list tool.',
  },
  {
    name: "refused",
    error: refused("refused", { vendorCode: 99, vendorMessage: "The URL must be https" }),
    want: 'readThing: Digistore24 refused the call (code 99): "The URL must be https". Read the message: correct what it names, or wait if it says so, and call again only then.',
  },
  {
    name: "refused without code and message",
    error: refused("refused", { vendorMessage: "" }),
    want: "readThing: Digistore24 refused the call. Digistore24 gave no reason: check the arguments before you call again, because the same call will probably be refused again.",
  },
  {
    name: "refused with a message of nothing but markup",
    error: refused("refused", { vendorCode: 99, vendorMessage: " <br/> . " }),
    want: "readThing: Digistore24 refused the call (code 99). Digistore24 gave no reason: check the arguments before you call again, because the same call will probably be refused again.",
  },
  {
    name: "input, the API's without a message",
    error: refused("input", { vendorCode: 3, vendorMessage: "" }),
    want: "readThing: Digistore24 refused the call (code 3). Correct the arguments and call again.",
  },
  {
    name: "rate limited",
    error: refused("rate_limited", { vendorCode: 12, vendorMessage: "Too many requests", retryAfterSeconds: 30 }),
    want: 'readThing: Digistore24 refused the call (code 12): "Too many requests". Digistore24 asks you to wait 30 seconds. Wait before calling again.',
  },
  {
    name: "upstream down",
    error: new CallError("upstream_down", "Digistore24 answered HTTP 502 with a web page instead of a result", {
      status: 502,
      wasSent: true,
    }),
    want: "readThing: Digistore24 answered HTTP 502 with a web page instead of a result. Try again later; status.digistore24.com shows known outages.",
  },
  {
    name: "time-out",
    error: new CallError("timeout", "Digistore24 did not answer within 30 seconds", { wasSent: true }),
    want: "readThing: Digistore24 did not answer within 30 seconds. Ask for less (a shorter period, a smaller page) or try again later.",
  },
];

test.each(sentences)("$name: the result has one sentence on what failed and one on what to do", ({ error, want }) => {
  expect(sentence(readTool, error)).toBe(want);
});

describe("a write whose outcome is unknown", () => {
  const timeout = new CallError("timeout", "Digistore24 did not answer within 30 seconds", { wasSent: true });

  test("says that it may have been carried out, and which read shows it", () => {
    expect(sentence(writeTool, timeout)).toBe(
      "writeThing: Digistore24 did not answer within 30 seconds. It may have been carried out anyway. Check with readThing before you call it again.",
    );
  });

  test("refers to a person if no read shows it", () => {
    expect(sentence(unseenWriteTool, timeout)).toBe(
      "mailThing: Digistore24 did not answer within 30 seconds. It may have been carried out anyway. No function shows it: ask a person to look in Digistore24 before you call it again.",
    );
  });

  test.each<[string, CallError]>([
    ["a broken connection", new CallError("upstream_down", "The connection broke", { wasSent: true })],
    ["a web page", new CallError("upstream_down", "A web page came", { wasSent: true, status: 502 })],
  ])("is assumed after %s", (_, error) => {
    expect(sentence(writeTool, error)).toContain("It may have been carried out anyway.");
  });

  test.each<[string, CallError]>([
    ["wrong arguments", new CallError("input", "nothing was sent")],
    [
      "a connection that never opened",
      new CallError("upstream_down", "Digistore24 cannot be reached", { wasSent: false }),
    ],
    ["the API's own no", refused("refused", { vendorMessage: "No." })],
    ["the API's own no without a message", refused("refused", { vendorMessage: "" })],
  ])("is not assumed after %s", (_, error) => {
    expect(sentence(writeTool, error)).not.toContain("may have been carried out");
  });
});

test("an error's own advice replaces that of its kind", () => {
  const error = new CallError("upstream_down", "nothing was sent", { wasSent: false, advice: "Check the clock." });
  expect(sentence(writeTool, error)).toBe("writeThing: nothing was sent. Check the clock.");
});

test.each([
  ["its code for an internal error", { vendorCode: 11, vendorMessage: "Internal error", status: 200, wasSent: true }],
  ["a server error", { vendorCode: 99, vendorMessage: "Failed", status: 500, wasSent: true }],
])("a write that the API answered with %s may have been carried out", (_, details) => {
  expect(sentence(writeTool, new CallError("refused", "Digistore24 refused the call", details))).toContain(
    "It may have been carried out anyway.",
  );
});

describe("a defect of this server", () => {
  const defect = new TypeError("x is not a function, key 100001-SECRET, at /srv/app.js:1:1");

  test("gives a read a fixed sentence and the request's id", () => {
    expect(sentence(readTool, defect)).toBe(
      "readThing failed inside this server, request request-1. The operator can find the cause in the log under this id.",
    );
  });

  test("mentions no doubt about a write that was not sent", () => {
    expect(sentence(writeTool, defect)).not.toContain("may have been carried out");
  });

  test("mentions the doubt about a write that was sent", () => {
    expect(sentence(writeTool, defect, true)).toBe(
      "writeThing failed inside this server, request request-1. The operator can find the cause in the log under this id. It may have been carried out anyway. Check with readThing before you call it again.",
    );
  });

  test.each([undefined, null, "text", { message: "100001-SECRET" }])("never shows what was thrown: %j", (thrown) => {
    expect(sentence(readTool, thrown)).toBe(
      "readThing failed inside this server, request request-1. The operator can find the cause in the log under this id.",
    );
  });
});

describe("the API's message", () => {
  const quoted = (vendorMessage: string) =>
    /: "(.*)"\. Read the message/s.exec(sentence(readTool, refused("refused", { vendorMessage })))?.[1];

  test("is shortened to 500 characters", () => {
    expect(quoted("x".repeat(501))).toBe(`${"x".repeat(500)}…`);
    expect(quoted("x".repeat(500))).toBe("x".repeat(500));
  });

  test("is one line", () => {
    expect(quoted("first\n\n  second\tthird. \n")).toBe("first second third");
  });

  test("loses markup", () => {
    expect(quoted('<p>See <a href="https://x.test">here</a>.<br/>Thanks</p>')).toBe("See here . Thanks");
  });

  test("keeps characters that are not markup", () => {
    expect(quoted("amount < 5 or > 10")).toBe("amount < 5 or > 10");
  });

  test("of a megabyte is handled like any other", () => {
    expect(quoted(`${"<a".repeat(250_000)}${" .".repeat(250_000)}`)).toHaveLength(501);
  });
});
