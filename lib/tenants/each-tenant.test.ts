import { expect, test, vi } from "vitest";
import { eachTenant } from "./each-tenant";

test("what fails in one company keeps no other waiting, and is told", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const done: string[] = [];
  await eachTenant([{ id: "one" }, { id: "two" }, { id: "three" }], async (id) => {
    if (id === "two") throw new Error("busy");
    done.push(id);
  });
  expect(done).toEqual(["one", "three"]);
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
});
