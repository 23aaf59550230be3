import { expect, test } from "vitest";
import { createClosers } from "../../../src/server/start/closers.ts";

function setUp() {
  const closed: string[] = [];
  const errors: unknown[] = [];
  const opened = createClosers((error) => errors.push(error));
  const open = (name: string) => opened.add(async () => closed.push(name));
  return { closed, errors, opened, open };
}

test("everything is closed once, last opened first", async () => {
  const { closed, opened, open } = setUp();
  open("first");
  open("second");
  await Promise.all([opened.close(), opened.close()]);
  await opened.close();
  expect(closed).toEqual(["second", "first"]);
});

test("a failure to close is reported, and the rest is closed anyway", async () => {
  const { closed, errors, opened, open } = setUp();
  const defect = new Error("cannot be closed");
  open("first");
  opened.add(() => Promise.reject(defect));
  open("last");
  await opened.close();
  expect(closed).toEqual(["last", "first"]);
  expect(errors).toEqual([defect]);
});

test("a closer that is added during closing is called as well", async () => {
  const { closed, opened, open } = setUp();
  opened.add(() => open("late"));
  await opened.close();
  open("later");
  await opened.close();
  expect(closed).toEqual(["late", "later"]);
});
