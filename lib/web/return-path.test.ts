import { describe, expect, it } from "vitest";
import { returnPathOf } from "./return-path";

const ORIGIN = "https://portal.example";

describe("the path to come back to", () => {
  it("keeps a path and its query", () => {
    expect(returnPathOf("/t/linde/settings/people?status=expired", ORIGIN)).toBe(
      "/t/linde/settings/people?status=expired",
    );
    expect(returnPathOf("https://portal.example/sign-in", ORIGIN)).toBe("/sign-in");
  });

  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "https://portal.example//evil.example",
    "",
    null,
  ])("never leads to another origin: %s", (wish) => {
    expect(returnPathOf(wish, ORIGIN)).toBe("/");
  });
});
