import { expect, test } from "vitest";
import { queued, queuedOld } from "./hashing-queue";

test("6.3.1 old passwords whose hashes take long keep nobody from signing in", async () => {
  let finish = () => {};
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const old = Array.from({ length: 100 }, () => queuedOld(() => slow));
  expect(await queued(async () => "in")).toBe("in");
  finish();
  await Promise.all(old);
});
