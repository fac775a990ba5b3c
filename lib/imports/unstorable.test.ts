import { expect, test } from "vitest";
import { withTenant } from "@/lib/access/doors";
import { anyEmail, newActor } from "@/lib/testing/factories";
import { pasted, rowsNow } from "@/lib/testing/imports";
import { changeRow, RowChange } from "./change";
import { PanelDraft } from "./invite-several";
import { MOST_CELL } from "./limits";

const ada = await newActor("owner");
const told = async (list: string) =>
  (await rowsNow(ada, await pasted(ada, list))).map(({ name, verdict }) => [name, verdict]);

test("S1 a cell that is too long is cut between two characters, so that its list is taken in", async () => {
  const long = `${"x".repeat(99)}😀${"y".repeat(MOST_CELL)}`;
  expect(await told(`email,name,remark\n${anyEmail()},Long,${long}\n${anyEmail()},Anna,\n`)).toEqual([
    ["Long", "cell_large"],
    ["Anna", "ready"],
  ]);
});

test("S1 a sign that the database has no place for is left out, wherever it stands in a list", async () => {
  expect(await told(`An\0na <${anyEmail()}>, Bo\0 <${anyEmail()}>`)).toEqual([
    ["Anna", "ready"],
    ["Bo", "ready"],
  ]);
  expect(await told(`email,name,no\0te\n${anyEmail()},An\0na,\0\n${anyEmail()},Bo,`)).toEqual([
    ["Anna", "ready"],
    ["Bo", "ready"],
  ]);
});

test("S1 nor does a row that is mended by hand take it", async () => {
  const importId = await pasted(ada, `${anyEmail()}\n${anyEmail()}`);
  const change = RowChange.parse({ importId, line: "1", email: "an\0na@linde.test", name: "An\0na" });
  await withTenant(ada, "people.invite", (tx) => changeRow(tx, change));
  expect((await rowsNow(ada, importId))[0]).toMatchObject({ email: "anna@linde.test", name: "Anna" });
});

test("S1 the name before a single address is held to what a person's name may be", () => {
  const faultOf = (email: string) =>
    PanelDraft.safeParse({ email, keep: [], roles: [ada.home.roles.member] }).error?.issues[0];
  expect(faultOf(`Anna <${anyEmail()}>`)).toBeUndefined();
  expect(faultOf(`An\u202ena <${anyEmail()}>`)).toMatchObject({
    path: ["email"],
    message: "name_characters",
  });
  expect(faultOf(`An\0na <${anyEmail()}>`)).toMatchObject({ path: ["email"], message: "name_characters" });
  expect(faultOf(`${"A".repeat(201)} <${anyEmail()}>`)).toMatchObject({ message: "name_long" });
});
