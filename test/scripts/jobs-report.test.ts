import { expect, test } from "vitest";
import { jobsReport, longerJobs } from "../../scripts/jobs-report.ts";

const recorded = {
  "next-payout": { calls: 1, sent: 100, read: 900 },
  "new-voucher": { calls: 2, sent: 50, read: 50 },
};

test("the report has each job, all together and their difference from the record", () => {
  const now = { ...recorded, "next-payout": { calls: 1, sent: 100, read: 800 }, ping: { calls: 1, sent: 2, read: 37 } };
  expect(jobsReport(now, recorded)).toBe(
    [
      "JOB          CALLS  BYTES SENT  BYTES READ               CHANGE",
      "next-payout      1         100         800           -100 bytes",
      "new-voucher      2          50          50                     ",
      "ping             1           2          37                  new",
      "all              4         152         887  +1 calls, -61 bytes",
      "",
      "No job is longer than recorded.",
      "",
    ].join("\n"),
  );
});

test.each([
  { name: "another call", cost: { calls: 3, sent: 50, read: 50 } },
  { name: "more than a tenth more bytes", cost: { calls: 2, sent: 50, read: 61 } },
])("$name makes a job longer, and the report says so", ({ cost }) => {
  const now = { ...recorded, "new-voucher": cost };
  expect(longerJobs(now, recorded)).toEqual(["new-voucher"]);
  expect(jobsReport(now, recorded)).toMatch(/\n\nLonger than recorded: new-voucher\. /);
});

test.each([
  { name: "a tenth more bytes", cost: { calls: 2, sent: 60, read: 50 } },
  { name: "a call less with as many bytes", cost: { calls: 1, sent: 50, read: 50 } },
])("$name does not make a job longer", ({ cost }) => {
  expect(longerJobs({ ...recorded, "new-voucher": cost }, recorded)).toEqual([]);
});
