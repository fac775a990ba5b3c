import { expect, test } from "vitest";
import { addressPrefix } from "./address-prefix";

test.each([
  ["192.0.2.77", "192.0.2.0/24"],
  ["::ffff:192.0.2.77", "192.0.2.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:DB8::abcd:1", "2001:db8:0:0::/64"],
  ["2001:db8:0:0:abcd::1", "2001:db8:0:0::/64"],
  ["2001:0db8:0001::5:6:7:8", "2001:db8:1:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
])("%s counts as %s, so that no spelling of one /64 has tries of its own", (address, prefix) => {
  expect(addressPrefix(address)).toBe(prefix);
});
