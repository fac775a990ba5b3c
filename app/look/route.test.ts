import { expect, test } from "vitest";
import { POST } from "./route";

const post = (headers: Record<string, string>, body: string) =>
  POST(new Request("http://localhost:3999/look", { method: "POST", headers, body }));

test("only a form of our own is taken", async () => {
  const own = { host: "localhost:3999", origin: "http://localhost:3999" };
  const answers = [
    await post({ ...own, "content-type": "application/json" }, "{"),
    await post({ ...own, origin: "https://evil.example" }, ""),
    await post({ ...own, origin: "null" }, ""),
    await post({ host: own.host }, ""),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 403, 403, 403]);
});
