import { CannotSucceedError } from "./facts/cannot-succeed.ts";

const AMOUNT_NAME = /amounts?$/;

/**
 * Refuses a stated amount that the question could only show rounded, or that would make the sum of a charge look smaller
 * than one of its parts. Throws a CannotSucceedError with the argument's name.
 */
export function checkAmounts(args: unknown, place = ""): void {
  if (typeof args !== "object" || args === null) {
    return;
  }
  for (const [name, value] of Object.entries(args)) {
    const inside = place === "" ? name : `${place}.${name}`;
    if (AMOUNT_NAME.test(name) && typeof value === "number" && !isAmount(value)) {
      throw new CannotSucceedError(
        `${inside} must be 0 or more, with at most two decimals, got ${value}`,
        "Correct the amount.",
      );
    }
    checkAmounts(value, inside);
  }
}

function isAmount(value: number): boolean {
  return value >= 0 && Number(value.toFixed(2)) === value;
}
