import { isObject } from "../../server/kit/is-object.ts";
import { groupOf } from "../wire/arguments.ts";
import type { Call } from "../wire/call.ts";

/** The members that report a change; which one a function has varies. */
const MODIFIED_MARKS = ["modified", "is_modified"];

/** Answers with the description's example, for functions without a handler. */
export function answerFromExample({ functionName, args }: Call, example: unknown): unknown {
  const data = example ?? {};
  const isUpdate = functionName.startsWith("update");
  const hasGroup = Object.keys(args).some((name) => groupOf(args, name) !== undefined);
  return isUpdate && !hasGroup ? withoutEffect(data) : data;
}

/** An update whose fields had no brackets: success, but nothing changed. */
function withoutEffect(data: unknown): unknown {
  if (!isObject(data)) {
    return { modified: "N" };
  }
  const marks = MODIFIED_MARKS.filter((mark) => Object.hasOwn(data, mark));
  const changed = (marks.length > 0 ? marks : ["modified"]).map((mark) => [mark, "N"]);
  return { ...data, ...Object.fromEntries(changed) };
}
