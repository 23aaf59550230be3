interface Output {
  write(text: string): unknown;
}

export interface TerminalLines {
  /** Takes a line of JSON, as a log or audit log writes it, or a blank, with which the audit log tests its destination. */
  write(line: string): void;
  /** Writes the lines that have waited, and each further one at once. */
  release(): void;
}

type Entry = Readonly<Record<string, unknown>>;

const FATAL = 60;
const LEVELS: Readonly<Record<number, string>> = { 40: "WARNING ", 50: "ERROR ", [FATAL]: "FATAL " };
/** Fields that tell a person at the machine nothing, or are already in the line. */
const LEFT_OUT = new Set(["level", "time", "pid", "hostname", "msg", "err", "requestId", "traceId", "key"]);
const CALL = "tool call";
const IN_CALL = new Set(["tool", "function", "access", "outcome", "durationMs", "upstreamRequests"]);

/** Shows log lines to a person: the local time, the message, what it is about. They wait until the greeting is written. */
export function createTerminalLines(output: Output): TerminalLines {
  const waiting: string[] = [];
  let isOpen = false;
  const release = () => {
    isOpen = true;
    for (const text of waiting.splice(0)) {
      output.write(text);
    }
  };
  return {
    write: (line) => {
      if (line.trim() === "") {
        return;
      }
      const entry = JSON.parse(line) as Entry;
      waiting.push(formatLine(entry));
      // After a fatal one, the process ends.
      if (isOpen || entry["level"] === FATAL) {
        release();
      }
    },
    release,
  };
}

/** One entry of a log or an audit log as a line, followed by the stack of its error, if it has one. */
export function formatLine(entry: Entry): string {
  const { level, time, msg, err } = entry;
  const clock = new Date(time as string | number).toLocaleTimeString("en-GB");
  const text = msg === CALL ? describeCall(entry) : [msg ?? "audit:", ...describeFields(entry, LEFT_OUT)].join(" ");
  return `${clock} ${LEVELS[Number(level)] ?? ""}${printable(text)}\n${describeError(err)}`;
}

function describeCall(entry: Entry): string {
  const { tool, outcome, durationMs } = entry;
  const rest = describeFields(entry, new Set([...LEFT_OUT, ...IN_CALL]));
  return [`${tool}: ${outcome}, ${durationMs} ms`, ...rest].join(" ");
}

function describeFields(entry: Entry, leftOut: ReadonlySet<string>): readonly string[] {
  const fields = Object.entries(entry).filter(([name, value]) => !leftOut.has(name) && value !== undefined);
  return fields.map(([name, value]) => `${name}=${describeValue(value)}`);
}

function describeValue(value: unknown): unknown {
  const plain = Array.isArray(value) ? value.join(", ") || "none" : value;
  return /^[\w.:/@-]+$/.test(String(plain)) ? plain : JSON.stringify(plain);
}

function describeError(error: unknown): string {
  const { stack, message, cause } = (error ?? {}) as { stack?: string; message?: string; cause?: { message?: string } };
  const lines = (stack || [message, cause?.message].join("\n")).split("\n").filter(Boolean);
  return lines.map((line) => `    ${printable(line)}\n`).join("");
}

/** Callers' texts must not move the cursor or turn the line around. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, "\u{fffd}");
}
