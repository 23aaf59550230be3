import pino from "pino";
import { describe, expect, test } from "vitest";
import { LOG_SERIALIZERS } from "../../../src/server/watch/log-options.ts";
import { createTerminalLines, formatLine } from "../../../src/server/watch/terminal-lines.ts";

function openLog() {
  let shown = "";
  const lines = createTerminalLines({ write: (text) => (shown += text) });
  return { lines, log: pino({ serializers: LOG_SERIALIZERS }, lines), shown: () => shown };
}

function show(write: (log: pino.Logger) => void): string {
  const { lines, log, shown } = openLog();
  lines.release();
  write(log);
  return shown();
}

const CALL = {
  requestId: "a9133398",
  key: "1#55ab7682",
  client: "cursor",
  tool: "createVoucher",
  function: "createVoucher",
  access: "write",
  outcome: "ok",
  upstreamRequests: 1,
  durationMs: 238,
};

describe("a line in a terminal", () => {
  test("has the local time and the message", () => {
    const time = new Date(2026, 4, 3, 14, 5, 9).getTime();
    expect(formatLine({ level: 30, time, pid: 1, hostname: "host", msg: "audit log reopened" })).toBe(
      "14:05:09 audit log reopened\n",
    );
  });

  test("of a call says which tool, how it ended and how long it took", () => {
    expect(show((log) => log.info(CALL, "tool call"))).toMatch(
      /^\d\d:\d\d:\d\d createVoucher: ok, 238 ms client=cursor\n$/,
    );
  });

  test.each([
    ["warn", " WARNING Redis is unavailable reason=ECONNREFUSED\n"],
    ["error", " ERROR Redis is unavailable reason=ECONNREFUSED\n"],
    ["fatal", " FATAL Redis is unavailable reason=ECONNREFUSED\n"],
    ["info", ":\\d\\d Redis is unavailable reason=ECONNREFUSED\n"],
  ] as const)("of level %s shows %j", (level, expected) => {
    expect(show((log) => log[level]({ reason: "ECONNREFUSED" }, "Redis is unavailable"))).toMatch(new RegExp(expected));
  });

  test("with an error is followed by its stack, without keys", () => {
    const shown = show((log) =>
      log.error({ err: new Error("refused 1234-AbCdEfGhIjKlMnOpQrStUvWxYz0123") }, "request failed"),
    );
    expect(shown).toMatch(/ERROR request failed\n {4}Error: refused \[API key\]\n {4} +at /);
    expect(shown).not.toContain("AbCdEfGhIjKl");
  });

  test("of an audit log names what happened", () => {
    expect(formatLine({ time: "2026-05-03T14:05:09.000Z", event: "start", version: "1.0.0" })).toMatch(
      /^\d\d:\d\d:\d\d audit: event=start version=1\.0\.0\n$/,
    );
  });

  test("does not let a caller's text write to the terminal", () => {
    const client = "\u001b[2Jcursor\u202e\n14:05:09 ERROR";
    const shown = show((log) => log.info({ ...CALL, client }, `tool \u001b[2J\u009b2J\ncall`));
    expect(shown.trim()).not.toMatch(/\p{C}/u);
  });
});

test("lines wait for the greeting, in their order", () => {
  const { lines, log, shown } = openLog();
  log.info("first");
  log.warn("second");
  expect(shown()).toBe("");
  lines.release();
  log.info("third");
  expect(shown()).toMatch(/first\n.*second\n.*third\n$/);
});

test("a fatal line does not wait, nor those before it", () => {
  const { log, shown } = openLog();
  log.warn("first");
  log.fatal("defect: the process ends");
  expect(shown()).toMatch(/first\n.*FATAL defect: the process ends\n$/);
});
