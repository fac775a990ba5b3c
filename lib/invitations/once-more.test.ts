import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { lookUp, withSystem, withTenant } from "@/lib/access/doors";
import { sentencesIn } from "@/lib/i18n/sentences";
import { answerPassword } from "@/lib/sign-in/answer-password";
import { checkPassword } from "@/lib/sign-in/check-password";
import {
  anyEmail,
  newActor,
  newTenant,
  PASSWORD,
  passwordHash,
  personNow,
  trace,
} from "@/lib/testing/factories";
import { lettersTo } from "@/lib/testing/outbox";
import { acceptInvitation } from "./accept";
import { Acceptance } from "./acceptance";
import { sendInvitation } from "./send";

async function accepted(policy: Record<string, unknown>) {
  const companyCode = `Linde ${crypto.randomUUID().slice(0, 8)}`;
  const ada = await newActor("owner", await newTenant({ companyCode }, policy));
  const email = anyEmail();
  const draft = { email, roles: [ada.home.roles.member] };
  const { personId } = await withTenant(ada, "people.invite", (tx) => sendInvitation(tx, draft));
  const [letter] = await lettersTo(email);
  const secret = /\/i\/([\w-]{43})/.exec(letter?.button?.href ?? "")?.[1] ?? "";
  const accepting = { secret, name: "Anna", passwordHash: await passwordHash() };
  const outcome = await withSystem("accept invitation", (tx) => acceptInvitation(tx, accepting), trace);
  return { ada, email, personId, companyCode, outcome };
}

const begun = async (identityId: string | null) => {
  const [row] = await lookUp("housekeeping", (db) =>
    db.execute<{ flows: number; sessions: number }>(sql`select
      (select count(*)::int from flows where identity_id = ${identityId}) as flows,
      (select count(*)::int from sessions where identity_id = ${identityId}) as sessions`),
  );
  return row;
};

test("H18 H19 where the policy says so the password is set, and neither a session nor a process begins", async () => {
  const { ada, email, personId, companyCode, outcome } = await accepted({ preset: "hometrak" });
  expect(outcome).toMatchObject({
    door: { company: companyCode, name: email, secondStep: true, questions: true },
  });
  const person = await personNow(ada.tenantId, personId);
  expect(person).toMatchObject({ secondStepAt: null, activeAt: null });
  expect(person.accountAt).not.toBeNull();
  expect(await begun(person.identityId)).toEqual({ flows: 0, sessions: 0 });
});

test("H19 signing in with it leads to the second step that is missing", async () => {
  const { email } = await accepted({ preset: "hometrak" });
  const from = { address: "198.51.100.9", device: undefined };
  const checked = await checkPassword({ name: email, password: PASSWORD }, from);
  const begins = await withSystem("sign in", (tx) => answerPassword(tx, checked), trace);
  expect(begins).toMatchObject({ next: "second-step" });
});

test("H19 without a company code the door is the common one, and questions are named only where they are asked", async () => {
  const { email, outcome } = await accepted({ afterActivation: "sign_in_once_more" });
  expect(outcome).toMatchObject({ door: { company: null, name: email, secondStep: true, questions: false } });
});

test.each([
  [
    "en",
    "no",
    "Your password has been set. Sign in with it. Then come your second step and your security questions.",
  ],
  [
    "en",
    "yes",
    "You keep your old password. Sign in with it. Then come your second step and your security questions.",
  ],
  [
    "nl",
    "no",
    "Uw wachtwoord is ingesteld. Log ermee in. Daarna komen uw tweede stap en uw beveiligingsvragen.",
  ],
  [
    "nl",
    "yes",
    "U houdt uw oude wachtwoord. Log ermee in. Daarna komen uw tweede stap en uw beveiligingsvragen.",
  ],
] as const)(
  "H19 in %s the sign-in says what comes next in its order, an old password kept (%s) or not",
  (language, kept, said) => {
    expect(sentencesIn(language, "signIn")("passwordSet", { kept, next: "both" })).toBe(said);
  },
);

test("H18 a password typed differently the second time is told at that field; elsewhere it is typed once", () => {
  const typed = { ref: "x", name: "Anna", password: PASSWORD };
  const faults = (again: string) => Acceptance.safeParse({ ...typed, again }).error?.issues;
  expect(faults(`${PASSWORD}!`)).toMatchObject([{ path: ["again"], message: "again_differs" }]);
  expect(faults("")?.[0]).toMatchObject({ path: ["again"], message: "again_missing" });
  expect(faults(PASSWORD)).toBeUndefined();
  expect(Acceptance.safeParse(typed).success).toBe(true);
});
