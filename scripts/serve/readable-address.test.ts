import { expect, test } from "vitest";
import { readableAddress } from "./readable-address.mjs";

test("An address that can be decoded stays as it is", () => {
  for (const address of ["/", "/t/linde?q=%ff", "/sign-in/ES%202094?a=b?c", "/t/%E2%82%AC"])
    expect(readableAddress(address)).toBe(address);
});

test("One that cannot is taken as it stands, and its query with it", () => {
  expect(readableAddress("/t/%ff")).toBe("/t/%25ff");
  expect(readableAddress("/i/%ED%A0%80?x=%ff?y")).toBe("/i/%25ED%25A0%2580?x=%ff?y");
  expect(readableAddress("/t/%")).toBe("/t/%25");
});
