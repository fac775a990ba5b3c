import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { anyEmail, newActor, newTenant } from "@/lib/testing/factories";
import { accountsNow, brought, checked, listNow } from "@/lib/testing/old-lists";
import { leaveOldLists } from "./kept-parts";
import { listOf, progressOf, sumsOf } from "./lists";
import { unsealOldHash } from "./old-secrets";
import { leaveOldList, sayColumns } from "./say-columns";

type Ada = Awaited<ReturnType<typeof newActor>>;

const HASH = "$2b$05$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE.O/J2";
const KEY = "JBSWY3DPEHPK3PXP";
const HEAD = "EMPNO;INLOG;VEST_NAAM;MAILBOX;PWD;TWEEDE";
const row = (name: string, email = anyEmail()) => `1017;${name};Zuid;${email};${HASH};${KEY}`;
const list = (...rows: string[]) => [HEAD, ...rows].join("\n");

/** Who logs in, where, by which address, with which hash. */
const answer = {
  "column-1": "userName",
  "column-2": "office",
  "column-3": "email",
  "column-4": "hash",
  "column-5": "totp",
};
const say = (ada: Ada, importId: string, said: Record<string, string> = answer) =>
  withTenant(ada, "migration.run", (tx) => sayColumns(tx, { importId, ...said }));

const partsOf = (ada: Ada) =>
  lookUp("housekeeping", (db) =>
    db.execute<{ part: number; sealed: string }>(
      sql`select part, sealed from legacy_parts where tenant_id = ${ada.tenantId} order by part`,
    ),
  );

const allTextOf = async (ada: Ada) =>
  JSON.stringify([
    await lookUp("housekeeping", (db) =>
      db.execute(sql`select i::text, (select string_agg(e::text, '') from events e where e.tenant_id = i.tenant_id)
        from legacy_imports i where tenant_id = ${ada.tenantId}`),
    ),
    await partsOf(ada),
  ]);

describe("H3 a list whose columns do not tell what they hold", () => {
  test("H3 waits for somebody, with its first values and what Portico believes, and stores no account", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const id = await brought(ada, list(row("anna", email), row("bo")));
    const { state, rows, asked } = await listNow(ada, id);
    expect({ state, rows }).toEqual({ state: "asking", rows: 2 });
    expect(asked?.columns).toEqual({ email: 3, hash: 4 });
    expect(asked?.shown.map(({ name }) => name)).toEqual(HEAD.split(";"));
    expect(asked?.shown[1]?.values).toEqual(["anna", "bo"]);
    expect(asked?.shown[3]?.values?.[0]).toBe(email);
    expect(await accountsNow(ada)).toEqual([]);
  });

  test("H5 shows no hash and no key, and keeps them sealed where no tenant's door reads them", async () => {
    const ada = await newActor("owner");
    const id = await brought(ada, list(row("anna")));
    const { asked } = await listNow(ada, id);
    expect(asked?.shown.slice(4).map(({ values }) => values)).toEqual([null, null]);
    const text = await allTextOf(ada);
    expect(text).not.toContain(HASH.slice(7, 40));
    expect(text).not.toContain(KEY);
    const read = withTenant(ada, "migration.view", (tx) => tx.execute(sql`select sealed from legacy_parts`));
    await expect(read).rejects.toThrow(/permission denied/);
  });

  test("H3 is taken in as soon as somebody said it, in their name, and nothing of it is kept", async () => {
    const home = await newTenant();
    const [ada, bea] = [await newActor("owner", home), await newActor("owner", home)];
    const id = await brought(ada, list(row("anna"), row("bo"), row("")));
    await say(bea, id);
    expect(await listNow(ada, id)).toMatchObject({ state: "checking", asked: null, madeBy: bea.personId });
    await checked(ada, id);
    expect(await listNow(ada, id)).toMatchObject({ state: "done", rows: 3, ignored: ["EMPNO"] });
    expect(await partsOf(ada)).toHaveLength(0);
    const [anna] = await accountsNow(ada);
    expect(anna).toMatchObject({ oldUserName: "anna", office: "Zuid", verdict: "ready", line: 2 });
    expect(unsealOldHash(anna?.id ?? "", anna?.sealedHash ?? "")).toMatchObject({ scheme: "bcrypt" });
    const sums = await withTenant(ada, "migration.view", async (tx) => sumsOf(tx, await listOf(tx, id)));
    expect(sums).toMatchObject({ added: 2, noUserName: ["4"] });
  });

  test("H3 of thousands of rows is taken in part by part, by two jobs at once as well, and nobody twice", async () => {
    const ada = await newActor("owner");
    const many = Array.from({ length: 2600 }, (_, n) => row(`user${n}`));
    const id = await brought(ada, list(...many));
    expect((await partsOf(ada)).length).toBeGreaterThan(1);
    await say(ada, id);
    // Whoever waits too long for the company's turn comes again, as the worker does.
    await Promise.allSettled([checked(ada, id), checked(ada, id)]);
    await checked(ada, id);
    expect(await listNow(ada, id)).toMatchObject({ state: "done", rows: 2600 });
    expect(await accountsNow(ada)).toHaveLength(2600);
    const sums = await withTenant(ada, "migration.view", async (tx) => sumsOf(tx, await listOf(tx, id)));
    expect(sums).toMatchObject({ added: 2600, refused: 0 });
    expect(await partsOf(ada)).toHaveLength(0);
  });

  test("H3 without names above it is read from its first row on where somebody says so", async () => {
    const ada = await newActor("owner");
    const email = anyEmail();
    const id = await brought(ada, `anna;${email};Zuid\nbo;${anyEmail()};Noord`);
    const { asked, rows } = await listNow(ada, id);
    expect({ hasNames: asked?.hasNames, columns: asked?.columns, rows }).toEqual({
      hasNames: false,
      columns: { email: 1 },
      rows: 2,
    });
    expect(asked?.shown[0]).toEqual({ name: "", values: ["anna", "bo"] });
    await say(ada, id, { "column-0": "userName", "column-1": "email", firstIsAccount: "yes" });
    await checked(ada, id);
    expect((await accountsNow(ada)).map(({ oldUserName }) => oldUserName)).toEqual(["anna", "bo"]);
    expect((await listNow(ada, id)).rows).toBe(2);
  });

  test("H3 the next list with the same columns is understood by itself, in this company alone", async () => {
    const ada = await newActor("owner");
    const id = await brought(ada, list(row("anna")));
    await say(ada, id);
    const next = await brought(ada, list(row("bo")));
    await checked(ada, next);
    expect(await listNow(ada, next)).toMatchObject({ state: "done", ignored: ["EMPNO"] });
    expect((await accountsNow(ada)).some(({ oldUserName }) => oldUserName === "bo")).toBe(true);
    const asked = await brought(ada, list(row("cees")), { isAsked: true });
    expect((await listNow(ada, asked)).asked?.columns).toMatchObject({ userName: 1 });
    const elsewhere = await newActor("owner");
    const theirs = await brought(elsewhere, list(row("bo")));
    expect((await listNow(elsewhere, theirs)).state).toBe("asking");
  });

  test("H3 two columns for one field, or none for the user name, are refused, and a second tab's answer as well", async () => {
    const ada = await newActor("owner");
    const id = await brought(ada, list(row("anna")));
    await expect(say(ada, id, { ...answer, "column-0": "userName" })).rejects.toMatchObject({
      code: "column_twice",
      field: "column-1",
    });
    await expect(say(ada, id, { "column-2": "office" })).rejects.toMatchObject({
      code: "columns_no_user_name",
    });
    await say(ada, id);
    await expect(say(ada, id)).rejects.toMatchObject({ code: "import_moved" });
    await expect(say(await newActor("owner"), id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("H3 left by somebody, or by everybody for a day, is erased, and one that is being taken in is not", async () => {
    const ada = await newActor("owner");
    const leave = (importId: string) =>
      withTenant(ada, "migration.run", (tx) => leaveOldList(tx, { importId }));
    const [one, two, three] = [
      await brought(ada, list(row("anna"))),
      await brought(ada, list(row("bo"))),
      await brought(ada, list(row("cees"))),
    ];
    await leave(one);
    expect(await listNow(ada, one)).toMatchObject({ state: "left", asked: null, rows: 0 });
    await say(ada, three);
    const tidy = () => withSystem("housekeeping", leaveOldLists);
    await tidy();
    expect(await partsOf(ada)).toHaveLength(2);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update legacy_imports set created_at = now() - interval '25 hours' where tenant_id = ${ada.tenantId}`,
      ),
    );
    await tidy();
    expect(await partsOf(ada)).toHaveLength(1);
    expect(await listNow(ada, two)).toMatchObject({ state: "left", asked: null });
    await expect(say(ada, two)).rejects.toMatchObject({ code: "import_moved" });
    await checked(ada, three);
    expect((await accountsNow(ada)).map(({ oldUserName }) => oldUserName)).toEqual(["cees"]);
  });
});

describe("H3 lists that are brought at once", () => {
  test("H3 each tells how far it is itself", async () => {
    const ada = await newActor("owner");
    const known = (count: number, name: string) =>
      ["UserName;E-mail", ...Array.from({ length: count }, (_, n) => `${name}${n};${anyEmail()}`)].join("\n");
    const one = await brought(ada, known(3, "a"));
    const two = await brought(ada, known(5, "b"));
    const asked = await brought(ada, list(row("anna"), row("bo")));
    const progress = (id: string) =>
      withTenant(ada, "migration.view", async (tx) => progressOf(tx, await listOf(tx, id)));
    await checked(ada, two);
    expect(await progress(one)).toEqual({ stored: 3, checked: 0 });
    expect(await progress(two)).toEqual({ stored: 5, checked: 5 });
    expect(await progress(asked)).toMatchObject({ stored: 0 });
  });
});
