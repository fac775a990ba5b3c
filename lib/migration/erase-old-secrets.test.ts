import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { anyEmail, newActor, newTenant, type Tenant } from "@/lib/testing/factories";
import { accountNow, oldAccount } from "@/lib/testing/legacy";
import { giveOldPassword, OLD_PASSWORD, oldDoor } from "@/lib/testing/old-door";
import { accountsNow, imported } from "@/lib/testing/old-lists";
import { eraseOldSecrets } from "./erase-old-secrets";
import { markAccount } from "./mend";
import type { OldHash } from "./old-hash";
import { openOldSignIn } from "./set-old-sign-in";

const hash: OldHash = { scheme: "md5", digest: "00".repeat(16), salt: "", saltAt: "before" };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

async function held(home: Tenant, accountId: string) {
  const { sealedHash, sealedTotp, hashScheme } = await accountNow(home.id, accountId);
  return [sealedHash !== null, sealedTotp !== null, hashScheme !== null];
}
const all = [true, true, true];
const none = [false, false, false];

const endedOn = (home: Tenant, moment: Date) =>
  withSystem("housekeeping", (tx) =>
    tx.execute(
      sql`update tenants set old_sign_in_ends_at = ${moment.toISOString()}::timestamptz where id = ${home.id}`,
    ),
  );

describe("H5 old passwords that open nothing", () => {
  test("H5 go a month after their account was left out or its old way in was closed, and not before", async () => {
    const home = await newTenant();
    const secrets = { hash, totp: "JBSWY3DPEHPK3PXP" };
    const out = await oldAccount(home, { ...secrets, leftOutAt: daysAgo(31), leftOutWhy: "by_hand" });
    const closed = await oldAccount(home, { ...secrets, closedAt: daysAgo(31) });
    const lately = await oldAccount(home, { ...secrets, leftOutAt: daysAgo(29), leftOutWhy: "together" });
    const open = await oldAccount(home, secrets);
    await eraseOldSecrets();
    expect(await held(home, out.id)).toEqual(none);
    expect(await held(home, closed.id)).toEqual(none);
    expect(await held(home, lately.id)).toEqual(all);
    expect(await held(home, open.id)).toEqual(all);
    const told = await lookUp("verify events", (db) =>
      db.execute<{ details: unknown }>(
        sql`select details from events where tenant_id = ${home.id} and action = 'legacy.secrets_erased'`,
      ),
    );
    expect(told.map(({ details }) => details)).toEqual([{ count: 2 }]);
  });

  test("H6 go all a month after the company's old log-in has ended, in this company alone", async () => {
    const [ended, lately, open] = [await newTenant(), await newTenant(), await newTenant()];
    const secrets = { hash, totp: "JBSWY3DPEHPK3PXP" };
    const [one, two, three] = [
      await oldAccount(ended, secrets),
      await oldAccount(lately, secrets),
      await oldAccount(open, secrets),
    ];
    await endedOn(ended, daysAgo(31));
    await endedOn(lately, daysAgo(29));
    await eraseOldSecrets();
    expect(await held(ended, one.id)).toEqual(none);
    expect(await held(lately, two.id)).toEqual(all);
    expect(await held(open, three.id)).toEqual(all);
  });

  test("H5 an account taken in after that has its old password again once a list brings it again", async () => {
    const ada = await newActor("owner");
    const text = `UserName;E-mail;PasswordHash;HashScheme\nanna;${anyEmail()};030ea2dc1c1847a2152c3330bc467b79;MD5`;
    await imported(ada, text);
    const { id = "" } = (await accountsNow(ada))[0] ?? {};
    const mark = (which: "leave_out" | "take_in") =>
      withTenant(ada, "migration.run", (tx) => markAccount(tx, { accountId: id, mark: which }));
    await mark("leave_out");
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update legacy_accounts set left_out_at = now() - interval '31 days' where id = ${id}`),
    );
    await eraseOldSecrets();
    await mark("take_in");
    expect((await accountsNow(ada))[0]).toMatchObject({ verdict: "ready", sealedHash: null });
    await imported(ada, text);
    expect((await accountsNow(ada))[0]).toMatchObject({
      verdict: "ready",
      hashScheme: "md5",
      sealedHash: expect.any(String),
    });
  });

  test("H6 who tries one at a log-in that was opened again hears what everybody hears, and the log says why", async () => {
    const door = await oldDoor();
    const one = await oldAccount(door.home, { hash });
    await endedOn(door.home, daysAgo(31));
    await eraseOldSecrets();
    await withTenant(await newActor("owner", door.home), "migration.run", (tx) =>
      openOldSignIn(tx, { lastDay: "" }),
    );
    const draft = { company: door.companyCode, name: one.oldUserName, password: OLD_PASSWORD };
    expect(await giveOldPassword(draft)).toMatchObject({ verdict: "wrong", why: "none" });
  });
});
