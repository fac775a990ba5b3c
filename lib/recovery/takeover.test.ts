import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { FlowSelf } from "@/lib/access/actor";
import { lookUp, withIdentity, withSystem, withTenant } from "@/lib/access/doors";
import { acceptInvitation } from "@/lib/invitations/accept";
import { changeAddress } from "@/lib/invitations/change-address";
import { resendInvitation } from "@/lib/invitations/resend";
import { sendInvitation } from "@/lib/invitations/send";
import { prepareSignInText } from "@/lib/phones/sign-in-by-text";
import { answerPassword } from "@/lib/sign-in/answer-password";
import { checkPassword } from "@/lib/sign-in/check-password";
import { flowOf } from "@/lib/sign-in/flow";
import { setAnswersOf, TYPED } from "@/lib/testing/answers";
import { giveBackupCodes } from "@/lib/testing/backup-codes";
import {
  newActor,
  newMember,
  newPerson,
  newTenant,
  PASSWORD,
  passwordHash,
  trace,
} from "@/lib/testing/factories";
import { givePhone, textRowsOf } from "@/lib/testing/phones";
import { lettersTo, linkFor, recoveryOf } from "@/lib/testing/recovery";
import { answerQuestions, checkAnswers } from "./answer-questions";
import { prepareProof, proveReset } from "./prove";
import { hashNewPassword, setNewPassword } from "./set-password";
import { checkKeyProofs, setUpKey } from "./set-up-key";

const NEW = { password: "violet kettle marching north", again: "violet kettle marching north" };

/** All that somebody signs in with, and every session and set-up there is. */
async function standingOf(identityId: string): Promise<unknown> {
  const rows = await lookUp("verify events", (db) =>
    db.execute(sql`select
      (select password_hash from identities where id = ${identityId}) as password,
      (select json_agg(a order by a.email_key) from identity_addresses a where a.identity_id = ${identityId}) as addresses,
      (select json_agg(f order by f.id) from factors f where f.identity_id = ${identityId}) as apps,
      (select json_agg(c order by c.id) from backup_codes c where c.identity_id = ${identityId}) as codes,
      (select json_agg(k order by k.id) from passkeys k where k.identity_id = ${identityId}) as passkeys,
      (select json_agg(n order by n.id) from phones n where n.identity_id = ${identityId}) as phones,
      (select json_agg(q order by q.question) from security_answers q where q.identity_id = ${identityId}) as answers,
      (select count(*) from sessions s where s.identity_id = ${identityId}) as sessions,
      (select count(*) from flows f where f.identity_id = ${identityId} and f.purpose = 'activation') as set_ups`),
  );
  return rows[0];
}

async function beginAs(name: string, password: string) {
  const verdict = await checkPassword({ name, password }, { address: name, device: undefined });
  return withSystem("sign in", (tx) => answerPassword(tx, verdict), trace);
}

const savePassword = async (self: FlowSelf<"recovery">) =>
  withIdentity<"recovery", unknown>(self, async (tx) => setNewPassword(tx, NEW, await passwordHash()));

beforeAll(() => {
  process.env.TEXT_GATEWAY = "{number}@texts.test";
});

describe("an identity with a second step can't be taken over", () => {
  test("with its mailbox alone", async () => {
    const home = await newTenant({}, { preset: "track" });
    const { identity } = await newMember(home);
    const before = await standingOf(identity.id);

    const reset = await recoveryOf(identity.email);
    expect(reset.state).toBe("code");
    await expect(hashNewPassword(reset.self, NEW)).rejects.toMatchObject({ code: "flow_over" });
    await expect(savePassword(reset.self)).rejects.toMatchObject({ code: "flow_over" });

    const key = await recoveryOf(identity.email, "key");
    const guess = { password: NEW.password, by: "app", code: "000000" } as const;
    const proofs = await checkKeyProofs(key.self, guess, { address: identity.id, device: undefined });
    expect(await withIdentity<"recovery", unknown>(key.self, (tx) => setUpKey(tx, guess, proofs))).toEqual({
      verdict: "wrong_password",
    });
    await expect(savePassword(key.self)).rejects.toMatchObject({ code: "flow_over" });

    // An invitation of another company reaches the same mailbox: its link makes no second account there.
    const ada = await newActor("owner");
    const draft = { email: identity.email, roles: [ada.home.roles.member] };
    await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, draft));
    const letter = (await lettersTo(identity.email)).find(({ button }) => button?.href.includes("/i/"));
    const secret = /\/i\/([\w-]{43})/.exec(letter?.button?.href ?? "")?.[1] ?? "";
    const accepting = withSystem(
      "accept invitation",
      async (tx) => acceptInvitation(tx, { secret, name: "Eve", passwordHash: await passwordHash() }),
      trace,
    );
    await expect(accepting).rejects.toMatchObject({ name: "Refusal" });
    expect(await standingOf(identity.id)).toEqual(before);
  });

  test("with a backup code without the password", async () => {
    const { identity } = await newMember(await newTenant({}, { preset: "track" }));
    const [code = ""] = await giveBackupCodes(identity.id, 3);
    const before = await standingOf(identity.id);

    // Without the password there is no process that takes a code; with the mailbox it leads only to the password's page.
    const guess = { password: NEW.password, by: "backup", code } as const;
    const key = await recoveryOf(identity.email, "key");
    const proofs = await checkKeyProofs(key.self, guess, { address: identity.id, device: undefined });
    expect(await withIdentity<"recovery", unknown>(key.self, (tx) => setUpKey(tx, guess, proofs))).toEqual({
      verdict: "wrong_password",
    });
    const other = (await newMember(await newTenant())).identity;
    const theirs = await recoveryOf(other.email);
    const prepared = await prepareProof(theirs.self, guess, "code");
    expect(
      await withIdentity<"recovery", unknown>(theirs.self, (tx) => proveReset(tx, guess, prepared)),
    ).toEqual({ by: "backup", no: "wrong" });
    expect(await standingOf(identity.id)).toEqual(before);
  });

  test("with its phone number alone", async () => {
    const { identity } = await newMember(await newTenant({}, { preset: "traackr" }));
    await givePhone(identity.id);
    const before = await standingOf(identity.id);

    // Somebody who reads the texts gets none without the password, and with the mailbox none either.
    const nobody = await beginAs(identity.email, NEW.password);
    expect(nobody).toMatchObject({ verdict: "wrong" });
    const reset = await recoveryOf(identity.email);
    const asking = prepareSignInText(
      { ...reset.self, kind: "sign-in" },
      { address: "10.9.9.9", language: "en" },
    );
    await expect(asking).rejects.toMatchObject({ code: "flow_over" });
    expect(await textRowsOf(identity.id)).toEqual([]);
    expect(await standingOf(identity.id)).toEqual(before);
  });

  test("with its answers alone", async () => {
    const { identity } = await newMember(await newTenant({}, { preset: "hometrak" }));
    await setAnswersOf(identity.id);
    const before = await standingOf(identity.id);

    // They are asked behind the link and the code, and nowhere else.
    const reset = await recoveryOf(identity.email);
    expect(reset.state).toBe("code");
    await expect(checkAnswers(reset.self, TYPED)).rejects.toMatchObject({ code: "flow_over" });
    const answering = withIdentity<"recovery", unknown>(reset.self, (tx) =>
      answerQuestions(tx, TYPED, "right"),
    );
    await expect(answering).rejects.toMatchObject({ code: "flow_over" });
    await expect(savePassword(reset.self)).rejects.toMatchObject({ code: "flow_over" });
    expect(await standingOf(identity.id)).toEqual(before);
  });

  test("by an owner of one of its companies", async () => {
    const ada = await newActor("owner");
    const { identity, person } = await newMember(ada.home);
    const elsewhere = await newTenant();
    await newPerson(elsewhere, {
      email: identity.email,
      identityId: identity.id,
      accountAt: new Date(),
    });
    const before = await standingOf(identity.id);

    const own = "eve@elsewhere.test";
    const acts = [
      () => withTenant(ada, "people.invite", (tx) => changeAddress(tx, { personId: person.id, email: own })),
      () => withTenant(ada, "people.invite", (tx) => resendInvitation(tx, { personId: person.id })),
      () =>
        withTenant(ada, "people.invite", (tx) =>
          sendInvitation(tx, { email: identity.email, roles: [ada.home.roles.member] }),
        ),
    ];
    const codes = acts.map((act) => act().catch(({ code }) => code));
    expect(await Promise.all(codes)).toEqual(["invitation_closed", "invitation_closed", "already_here"]);
    // Whatever an owner starts, the link goes to the identity's own mailbox and to no other.
    await linkFor(identity.email);
    expect(await lettersTo(own)).toEqual([]);
    expect(await standingOf(identity.id)).toEqual(before);
  });

  test("by the loose rules of one of its companies", async () => {
    const { identity } = await newMember(await newTenant({}, { preset: "traackr", secondStep: "offered" }));
    const elsewhere = await newTenant({}, { preset: "strict" });
    await newPerson(elsewhere, { email: identity.email, identityId: identity.id, accountAt: new Date() });
    await givePhone(identity.id);
    const before = await standingOf(identity.id);

    // With the password as well it is the app's code, and no text in its place.
    const begun = await beginAs(identity.email, PASSWORD);
    const flow = await flowOf("sign-in", "flow" in begun ? begun.flow : undefined, trace);
    if (flow?.state !== "code") throw new Error("no code is asked");
    const asking = prepareSignInText(flow.self, { address: "10.9.9.8", language: "en" });
    await expect(asking).rejects.toMatchObject({ code: "way_closed" });
    expect(await textRowsOf(identity.id)).toEqual([]);
    expect(await standingOf(identity.id)).toEqual(before);
  });
});
