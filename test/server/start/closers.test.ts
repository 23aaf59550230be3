import { expect, test } from "vitest";
import { createClosers } from "../../../src/server/start/closers.ts";

function setUp() {
  const closed: string[] = [];
  const errors: unknown[] = [];
  const opened = createClosers((error) => errors.push(error));
  const open = (name: string) => opened.add(async () => closed.push(name));
  return { closed, errors, opened, open };
}

test("what was opened last is closed first, each once", async () => {
  const { closed, opened, open } = setUp();
  open("first");
  open("second");
  await Promise.all([opened.close(), opened.close()]);
  await opened.close();
  expect(closed).toEqual(["second", "first"]);
});

test("what cannot be closed is reported, and the rest is closed all the same", async () => {
  const { closed, errors, opened, open } = setUp();
  const defect = new Error("cannot be closed");
  open("first");
  opened.add(() => Promise.reject(defect));
  open("last");
  await opened.close();
  expect(closed).toEqual(["last", "first"]);
  expect(errors).toEqual([defect]);
});

test("what is opened while everything is closed is closed as well", async () => {
  const { closed, opened, open } = setUp();
  opened.add(() => open("late"));
  await opened.close();
  open("later");
  await opened.close();
  expect(closed).toEqual(["late", "later"]);
});
