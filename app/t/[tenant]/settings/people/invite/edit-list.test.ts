import { expect, test } from "vitest";
import { placeOf, withInstead, without } from "./edit-list";

test("S2 taking out one address leaves every other one as it was typed", () => {
  expect(without("rambo@linde.nl, bo@linde.nl; anna@linde.nl", "bo@linde.nl")).toBe(
    "rambo@linde.nl; anna@linde.nl",
  );
  expect(without("Bo Jansen <bo@linde.nl>, anna@linde.nl", "bo@linde.nl")).toBe("anna@linde.nl");
  expect(without("anna@linde.nl\nbo@linde.nl\nmila@linde.nl", "bo@linde.nl")).toBe(
    "anna@linde.nl\nmila@linde.nl",
  );
  expect(without("bo@linde.nl", "bo@linde.nl")).toBe("");
});

test("S2 the better address takes the place of the slip, and of nothing longer", () => {
  expect(withInstead("ebo@gmial.com Bo <bo@gmial.com>", "bo@gmial.com", "bo@gmail.com")).toBe(
    "ebo@gmial.com Bo <bo@gmail.com>",
  );
  // What has a meaning in a pattern has none here.
  expect(withInstead("a+b@x.nl, a.b@x.nl", "a.b@x.nl", "$&@x.nl")).toBe("a+b@x.nl, $&@x.nl");
});

test("an address is found where it stands", () => {
  expect(placeOf("rambo@linde.nl bo@linde.nl", "bo@linde.nl")).toEqual([15, 26]);
  expect(placeOf("anna@linde.nl", "bo@linde.nl")).toBeNull();
});
