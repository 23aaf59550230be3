import { expect, test } from "vitest";
import { addressOf } from "../../../src/server/kit/address-of.ts";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"],
  ["2001:db8:1:2:ffff::1", "2001:db8:1:2::"],
  ["2001:db8:1:3::1", "2001:db8:1:3::"],
  ["fe80::1%eth0", "fe80::"],
  ["not an address", "not an address"],
])("%s counts as %s", (ip, counted) => {
  expect(addressOf(ip)).toBe(counted);
});
