import { describe, expect, test } from "vitest";
import { clientAddress } from "./client-address.mjs";

const socket = "10.0.0.9";
const forged = "6.6.6.6";

describe("the client's address", () => {
  test("without trusted proxies is the socket's, whatever a header says", () => {
    expect(clientAddress({ forwardedFor: forged, socket, hops: 0 })).toBe(socket);
    expect(clientAddress({ forwardedFor: undefined, socket, hops: 0 })).toBe(socket);
  });

  test("behind one proxy is what that proxy appended, not what the client claimed before it", () => {
    expect(clientAddress({ forwardedFor: `${forged}, 9.9.9.9`, socket, hops: 1 })).toBe("9.9.9.9");
  });

  test("behind two proxies is counted from the right", () => {
    expect(clientAddress({ forwardedFor: `${forged}, 9.9.9.9, 10.0.0.2`, socket, hops: 2 })).toBe("9.9.9.9");
  });

  test("is the socket's when what stands there is no address", () => {
    expect(clientAddress({ forwardedFor: "unknown", socket, hops: 1 })).toBe(socket);
    expect(clientAddress({ forwardedFor: "2001:db8::1", socket, hops: 1 })).toBe("2001:db8::1");
  });
});
