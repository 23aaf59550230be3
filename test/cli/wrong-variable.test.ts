import { describe, expect, test } from "vitest";
import { runCli } from "./support.ts";

const WRONG = {
  TRUSTED_PROXIES: "0.0.0.0/0",
  ALLOWED_HOSTS: "https://shop.example/",
  DIGISTORE24_API_URL: "https://me:hunter2@www.digistore24.com/api/call",
  DIGISTORE24_MASK_PERSONL_DATA: "true",
};

describe.each([["serve"], ["stdio"], ["doctor"], ["tools"]])("%s", (command) => {
  test("ends with one line that names every wrong variable, and without a stack trace or a password", async () => {
    const { code, stdout, stderr } = await runCli([command], { ...WRONG, DIGISTORE24_API_KEY: "100001-SOMEKEY" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    for (const name of Object.keys(WRONG)) {
      expect(stderr).toContain(name);
    }
    expect(stderr).not.toContain("hunter2");
  });
});
