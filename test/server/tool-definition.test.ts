import { expect, test } from "vitest";
import type { ArgumentNames } from "../../src/server/tool-definition.ts";

/** The compiler is the test: `npm run typecheck` fails where one of these is wrong. */
test("the arguments of an operation are those of its form and of its query, and no others", () => {
  const inForm: ArgumentNames<"/createVoucher", "post"> = "data";
  const inQuery: ArgumentNames<"/getVoucher", "get"> = "code";
  // @ts-expect-error the form has no such argument
  const notInForm: ArgumentNames<"/createVoucher", "post"> = "code";
  // @ts-expect-error the query has no such argument
  const notInQuery: ArgumentNames<"/getVoucher", "get"> = "data";
  // @ts-expect-error ping takes no argument
  const ofNothing: ArgumentNames<"/ping", "get"> = "data";

  expect([inForm, inQuery, notInForm, notInQuery, ofNothing]).toHaveLength(5);
});
