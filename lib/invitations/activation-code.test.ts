import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { activationCodes } from "@/db/schema/activation-codes";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { checkPassword } from "@/lib/sign-in/check-password";
import {
  anyEmail,
  newActor,
  newIdentity,
  newTenant,
  PASSWORD,
  passwordHash,
  personNow,
  trace,
} from "@/lib/testing/factories";
import { lettersTo } from "@/lib/testing/outbox";
import { type Accepted, acceptInvitation } from "./accept";
import { Acceptance } from "./acceptance";
import { makeActivationCode, newActivationCode } from "./activation-code";
import { changeAddress } from "./change-address";
import { checkActivationCode, noteWrongCode } from "./check-activation-code";
import { codesMadeFor } from "./code-asked";
import { invitationsFor, joinTenant } from "./join";
import { showInvitation } from "./link-state";
import { resendInvitation } from "./resend";
import { sendInvitation } from "./send";
import { withdrawInvitation } from "./withdraw";

type Home = Awaited<ReturnType<typeof newActor>>;

const traackr = () => newTenant({}, { preset: "traackr" });

async function invited(role: "member" | "administrator" = "member", email = anyEmail()) {
  const ada = await newActor("owner", await traackr());
  const draft = { email, roles: [ada.home.roles[role]], reviewed: "yes" as const };
  const { personId, invitationId } = await withTenant(ada, "people.invite", (tx) =>
    sendInvitation(tx, draft),
  );
  return { ada, email, personId, invitationId };
}

async function codeFor(ada: Home, personId: string): Promise<string> {
  const made = await newActivationCode(ada.self.identityId);
  return (await withTenant(ada, "people.invite", (tx) => makeActivationCode(tx, { personId }, made))).code;
}

async function linkTo(email: string): Promise<string> {
  const [letter] = await lettersTo(email);
  return /\/i\/([\w-]{43})/.exec(letter?.button?.href ?? "")?.[1] ?? "";
}

async function shownAt(secret: string, now?: Date) {
  const shown = await showInvitation(secret, now);
  if (!shown) throw new Error("no such link");
  return shown;
}

const typed = (email: string, code: string) =>
  Acceptance.parse({ ref: "x", name: "Anna", email, code, password: PASSWORD });

/** What the page does with a post. */
async function post(secret: string, email: string, code: string): Promise<Accepted | { no: string }> {
  const checked = await checkActivationCode(await shownAt(secret), typed(email, code));
  if (!("no" in checked)) {
    const hash = await passwordHash();
    const accepting = { secret, name: "Anna", passwordHash: hash, codeId: checked.codeId };
    return withSystem("accept invitation", (tx) => acceptInvitation(tx, accepting), trace);
  }
  if (checked.no === "wrong")
    await withSystem("accept invitation", (tx) => noteWrongCode(tx, checked), trace);
  return { no: checked.no };
}

const WRONG = "2222 2222 2222";

const timesOf = async (action: string, personId: string) =>
  (
    await lookUp("housekeeping", (db) =>
      db.execute(sql`select details from events where action = ${action} and person_id = ${personId}`),
    )
  ).length;

const standing = (ada: Home, personId: string) =>
  withTenant(ada, "people.view", (tx) => codesMadeFor(tx, personId));

describe("R3 an activation code", () => {
  test("R3 goes with the link: address and code and a new password make the account, and the code is spent", async () => {
    const { ada, email, personId } = await invited();
    const code = await codeFor(ada, personId);
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4} [2-9A-HJKMNP-Z]{4} [2-9A-HJKMNP-Z]{4}$/);
    const secret = await linkTo(email);
    expect((await shownAt(secret)).codeAsked).toBe("yes");
    expect(
      await post(secret, email.toUpperCase(), ` ${code.toLowerCase().replaceAll(" ", "-")}`),
    ).toHaveProperty("flow");
    expect((await personNow(ada.tenantId, personId)).accountAt).not.toBeNull();
    const rows = await lookUp("housekeeping", (db) =>
      db.select().from(activationCodes).where(eq(activationCodes.tenantId, ada.tenantId)),
    );
    expect(rows).toMatchObject([{ endedAt: null, madeBy: ada.personId }]);
    expect(rows[0]?.spentAt).not.toBeNull();
    expect(JSON.stringify(rows)).not.toContain(code.replaceAll(" ", ""));
    const [accepted] = await lookUp("housekeeping", (db) =>
      db.execute(
        sql`select details from events where action = 'invitation.accepted' and person_id = ${personId}`,
      ),
    );
    expect(accepted).toMatchObject({ details: { activationCode: "used" } });
  });

  test("R3 is asked by the server: the link alone, or a page from before the code, makes no account", async () => {
    const { ada, email, personId } = await invited();
    const secret = await linkTo(email);
    const before = await shownAt(secret);
    expect(before.codeAsked).toBe("no");
    await codeFor(ada, personId);
    const hash = await passwordHash();
    const bare = withSystem(
      "accept invitation",
      (tx) => acceptInvitation(tx, { secret, name: "Eve", passwordHash: hash }),
      trace,
    );
    await expect(bare).rejects.toMatchObject({ code: "invitation_closed" });
    await expect(checkActivationCode(await shownAt(secret), {})).rejects.toBeInstanceOf(Refusal);
    expect((await personNow(ada.tenantId, personId)).accountAt).toBeNull();
    expect((await shownAt(secret)).state).toBe("open");
  });

  test("R3 takes five tries: a wrong code and a wrong address look alike, and after the fifth it works no more", async () => {
    const { ada, email, personId } = await invited();
    const code = await codeFor(ada, personId);
    const secret = await linkTo(email);
    for (let tries = 0; tries < 2; tries += 1)
      expect(await post(secret, email, WRONG)).toEqual({ no: "wrong" });
    for (let tries = 0; tries < 3; tries += 1)
      expect(await post(secret, anyEmail(), code)).toEqual({ no: "wrong" });
    expect(await post(secret, email, code)).toEqual({ no: "over" });
    expect((await shownAt(secret)).codeAsked).toBe("over");
    expect(await timesOf("activation_code.wrong", personId)).toBe(5);
    expect((await personNow(ada.tenantId, personId)).accountAt).toBeNull();
    expect(await post(secret, email, await codeFor(ada, personId))).toHaveProperty("flow");
  });

  test("R3 of twenty wrong tries at once five are looked at", async () => {
    const { ada, email, personId } = await invited();
    await codeFor(ada, personId);
    const secret = await linkTo(email);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => post(secret, email, WRONG)));
    expect(outcomes.filter((one) => "no" in one && one.no === "wrong")).toHaveLength(5);
    expect(await timesOf("activation_code.wrong", personId)).toBe(5);
  }, 60_000);

  test("R3 works once: of twenty at once one makes the account", async () => {
    const { ada, email, personId } = await invited();
    const code = await codeFor(ada, personId);
    const secret = await linkTo(email);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => post(secret, email, code)));
    const made = outcomes.filter((one) => one.status === "fulfilled" && "flow" in one.value);
    expect(made).toHaveLength(1);
    expect(await timesOf("invitation.accepted", personId)).toBe(1);
  }, 60_000);

  test("R3 works 24 hours", async () => {
    const { ada, email, personId } = await invited();
    const code = await codeFor(ada, personId);
    const secret = await linkTo(email);
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    expect((await shownAt(secret, inHours(23.9))).codeAsked).toBe("yes");
    expect((await shownAt(secret, inHours(24.1))).codeAsked).toBe("over");
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update activation_codes set expires_at = now() - interval '1 second' where tenant_id = ${ada.tenantId}`,
      ),
    );
    expect(await post(secret, email, code)).toEqual({ no: "over" });
    // Right when it was checked, and over when it was to be spent.
    const [row] = await lookUp("housekeeping", (db) =>
      db
        .select({ id: activationCodes.id })
        .from(activationCodes)
        .where(eq(activationCodes.tenantId, ada.tenantId)),
    );
    const late = { secret, name: "Anna", passwordHash: await passwordHash(), codeId: row?.id ?? null };
    const accepting = withSystem("accept invitation", (tx) => acceptInvitation(tx, late), trace);
    await expect(accepting).rejects.toMatchObject({ code: "invitation_closed" });
    expect((await shownAt(secret)).state).toBe("open");
  });

  test("R3 a new one ends the older; a resend of the mail keeps it", async () => {
    const { ada, email, personId } = await invited();
    const older = await codeFor(ada, personId);
    const code = await codeFor(ada, personId);
    await withTenant(ada, "people.invite", (tx) => resendInvitation(tx, { personId }));
    const secret = await linkTo(email);
    expect(await post(secret, email, older)).toEqual({ no: "wrong" });
    expect(await post(secret, email, code)).toHaveProperty("flow");
  });

  test("R3 ends with a withdrawal and with a corrected address; the new address needs a new one", async () => {
    const { ada, email, personId } = await invited();
    const code = await codeFor(ada, personId);
    const right = anyEmail();
    await withTenant(ada, "people.invite", (tx) => changeAddress(tx, { personId, email: right }));
    const secret = await linkTo(right);
    expect((await shownAt(secret)).codeAsked).toBe("over");
    expect(await post(secret, right, code)).toEqual({ no: "over" });
    await codeFor(ada, personId);
    expect((await standing(ada, personId))[0]?.endedAt).toBeNull();
    await withTenant(ada, "people.invite", (tx) => withdrawInvitation(tx, { personId }));
    const alive = await lookUp("housekeeping", (db) =>
      db.execute(sql`select 1 from activation_codes where tenant_id = ${ada.tenantId} and ended_at is null`),
    );
    expect(alive).toHaveLength(0);
    expect((await shownAt(await linkTo(email))).state).not.toBe("open");
  });

  test("R3 is not asked of somebody who has an account: they sign in and join", async () => {
    const identity = await newIdentity();
    const { ada, personId } = await invited("member", identity.email);
    await codeFor(ada, personId);
    const [open] = await invitationsFor(identity.id);
    const invitationId = open?.invitationId ?? "";
    await withSystem(
      "accept invitation",
      (tx) => joinTenant(tx, { identityId: identity.id, invitationId }),
      trace,
    );
    expect((await personNow(ada.tenantId, personId)).identityId).toBe(identity.id);
  });

  test("R3 is not walked round by an account that took up the address since", async () => {
    const { ada, email, personId, invitationId } = await invited();
    await codeFor(ada, personId);
    const { id: identityId } = await newIdentity({ email });
    const joining = withSystem(
      "accept invitation",
      (tx) => joinTenant(tx, { identityId, invitationId }),
      trace,
    );
    await expect(joining).rejects.toMatchObject({ code: "activation_code_asked" });
    expect((await personNow(ada.tenantId, personId)).identityId).toBeNull();
  });

  test("R3 is not asked any more when the company has taken such codes out of its rules", async () => {
    const { ada, email, personId } = await invited();
    await codeFor(ada, personId);
    await withSystem("housekeeping", (tx) =>
      tx.execute(
        sql`update tenants set policy = policy || '{"activationCode":"no"}' where id = ${ada.tenantId}`,
      ),
    );
    const shown = await shownAt(await linkTo(email));
    expect(shown.codeAsked).toBe("no");
    expect(await checkActivationCode(shown, {})).toEqual({ codeId: null });
    await expect(codeFor(ada, personId)).rejects.toMatchObject({ code: "not_permitted" });
  });

  test("R3 is no password: it cannot become one, and signs nobody in", async () => {
    const { ada, email, personId } = await invited();
    const code = await codeFor(ada, personId);
    for (const password of [code, code.toLowerCase(), code.replaceAll(" ", "-")]) {
      const parsed = Acceptance.safeParse({ ref: "x", name: "Anna", email, code, password });
      expect(parsed.error?.issues).toMatchObject([{ path: ["password"], message: "password_is_code" }]);
    }
    expect(await post(await linkTo(email), email, code)).toHaveProperty("flow");
    const from = { address: "198.51.100.7", device: undefined };
    expect(await checkPassword({ name: email, password: code }, from)).toMatchObject({ verdict: "wrong" });
  });

  test.each([
    ["", "activation_code_missing"],
    ["ABCD EFGH", "activation_code_form"],
    ["ABCD EFGH JKM0", "activation_code_lookalike"],
  ])("R3 %j is told at the field and costs no try", (code, message) => {
    const parsed = Acceptance.safeParse({
      ref: "x",
      name: "Anna",
      email: anyEmail(),
      code,
      password: PASSWORD,
    });
    expect(parsed.error?.issues).toMatchObject([{ path: ["code"], message }]);
  });
});

describe("R3 who makes an activation code", () => {
  test("R3 could make the offer: a manager does for a member, and not for an administrator", async () => {
    const { ada, personId } = await invited("administrator");
    const max = await newActor("manager", ada.home);
    await expect(codeFor(max, personId)).rejects.toMatchObject({ code: "offer_above_yours" });
    expect(await standing(ada, personId)).toEqual([]);
    const draft = { email: anyEmail(), roles: [ada.home.roles.member] };
    const other = await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, draft));
    expect(await codeFor(max, other.personId)).toHaveLength(14);
    const member = await newActor("member", ada.home);
    await expect(codeFor(member, other.personId)).rejects.toMatchObject({ code: "not_permitted" });
  });

  test("R3 is of the same company", async () => {
    const { ada, personId } = await invited();
    const eve = await newActor("owner", await traackr());
    await expect(codeFor(eve, personId)).rejects.toMatchObject({ code: "invitation_closed" });
    expect(await standing(eve, personId)).toEqual([]);
    expect(await standing(ada, personId)).toEqual([]);
  });

  test("R3 makes none once the invitation was accepted, or has run out", async () => {
    const { ada, email, personId } = await invited();
    await post(await linkTo(email), email, await codeFor(ada, personId));
    await expect(codeFor(ada, personId)).rejects.toMatchObject({ code: "invitation_closed" });
    const late = await invited();
    await withSystem("housekeeping", (tx) =>
      tx.execute(sql`update invitations set expires_at = now() where person_id = ${late.personId}`),
    );
    await expect(codeFor(late.ada, late.personId)).rejects.toMatchObject({ code: "invitation_closed" });
  });
});
