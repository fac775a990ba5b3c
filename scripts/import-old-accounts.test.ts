import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { expect, test } from "vitest";
import { anyEmail, newActor } from "@/lib/testing/factories";
import { accountsNow, checked, listNow } from "@/lib/testing/old-lists";
import { importOldAccounts } from "./import-old-accounts";

const folder = () => mkdtempSync(join(tmpdir(), "old-accounts-"));

test("H3 the operator's command takes in a file, and writes its refused rows beside it with reasons", async () => {
  const ada = await newActor("owner");
  const file = join(folder(), "accounts.csv");
  writeFileSync(file, `UserName;Office;E-mail\nanna;Zuid;${anyEmail()}\n;Zuid;x\nanna;Zuid;y\n`);
  const told = await importOldAccounts({ tenant: ada.tenant, source: "HomeTrak", file });
  expect(told).toMatchObject({ rows: 3, added: 1, refused: 2, path: `${file}.refused.csv` });
  const beside = readFileSync(told.path, "utf8");
  expect(beside).toContain('"3";"";"Zuid";"No user name');
  expect(beside).toContain('"4";"anna";"Zuid";"This user name stands twice');
  expect(await importOldAccounts({ tenant: ada.tenant, source: "HomeTrak", file })).toMatchObject({
    added: 0,
    same: 1,
  });
});

test("H3 the operator's command takes in a table of another database", async () => {
  const ada = await newActor("owner");
  const database = process.env.DATABASE_OWNER_URL ?? "";
  const owner = postgres(database, { max: 1, onnotice: () => undefined });
  await owner`create schema old_system`;
  await owner`create table old_system.users (user_name text, office text, full_name text, email text, is_active boolean,
    password_hash text, hash_scheme text, made timestamptz default now())`;
  await owner`insert into old_system.users select 'user' || n, 'Zuid', 'Person ' || n, n || '@table.test', n % 10 > 0,
    '030ea2dc1c1847a2152c3330bc467b79', 'md5' from generate_series(1, 3000) n`;
  await owner.end();
  const table = "old_system.users";
  const beside = folder();
  const told = await importOldAccounts({ tenant: ada.tenant, source: "HomeTrak", database, table }, beside);
  expect(told).toMatchObject({ rows: 3000, added: 3000, refused: 0 });
  const [first] = await accountsNow(ada);
  expect(first).toMatchObject({ office: "Zuid", hashScheme: "md5", verdict: "unread" });
  await checked(ada, first?.importId ?? "");
  expect(await listNow(ada, first?.importId ?? "")).toMatchObject({
    state: "done",
    ignored: ["made"],
    rows: 3000,
  });
  const verdicts = (await accountsNow(ada)).map(({ verdict }) => verdict);
  expect(verdicts.filter((one) => one === "inactive")).toHaveLength(300);
  expect(verdicts.filter((one) => one === "ready")).toHaveLength(2700);
});

test("H3 the operator's command takes in columns of other names as it is told, and remembers them", async () => {
  const ada = await newActor("owner");
  const file = join(folder(), "accounts.csv");
  const told = (...columns: string[]) =>
    importOldAccounts({ tenant: ada.tenant, source: "HomeTrak", file, columns });
  writeFileSync(file, `INLOG;MAILBOX;NOTE\nanna;${anyEmail()};x\n`);
  await expect(told()).rejects.toMatchObject({
    code: "columns_unsure",
    values: { doubts: "user name (no column), e-mail (MAILBOX)", seen: "INLOG, MAILBOX, NOTE" },
  });
  for (const wrong of ["INLOG", "LOGIN=user name", "INLOG=password"])
    await expect(told(wrong)).rejects.toMatchObject({ code: "column_unknown", values: { said: wrong } });
  const said = ["INLOG=user name", "MAILBOX=nothing"];
  expect(await told(...said)).toMatchObject({ added: 1, refused: 0 });
  expect((await accountsNow(ada))[0]).toMatchObject({ oldUserName: "anna", email: "" });
  writeFileSync(file, `INLOG;MAILBOX;NOTE\nbo;${anyEmail()};x\n`);
  expect(await told()).toMatchObject({ added: 1 });
});
