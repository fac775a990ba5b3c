import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { identities, identityAddresses } from "@/db/schema/identities";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import type { SessionSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity, withSystem } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { Refusal } from "@/lib/refusal";
import { matchOwnPassword, renew } from "@/lib/sign-in/confirm-again";
import { endFlows } from "@/lib/sign-in/flow";
import { rulesFor } from "@/lib/sign-in/standing";
import { forgetDevices } from "@/lib/sign-in/trusted-device";
import { endIdentityLinks } from "./link";
import { endOtherSessions } from "./own-sessions";
import { Password, refusePassword, slowHash } from "./password";
import { tellOwner } from "./tell-owner";

export const PasswordChange = z.strictObject({
  current: z.string().min(1, "password_missing").max(1024, "password_long"),
  password: Password,
  endOthers: z.literal("yes").optional(),
});
type PasswordChange = z.output<typeof PasswordChange>;

/** The rule that holds for this identity's password now. */
export const passwordRuleOf = (tx: IdentityTx<"session">) => rulesFor(tx, tx.self.identityId);

/** Words a password must not lean on: the names and addresses around this identity. */
async function wordsAround(tx: IdentityTx<"session">): Promise<string[]> {
  const { identityId } = tx.self;
  const [own] = await tx
    .select({ name: identities.name })
    .from(identities)
    .where(eq(identities.id, identityId));
  const addresses = await tx
    .select({ email: identityAddresses.email })
    .from(identityAddresses)
    .where(eq(identityAddresses.identityId, identityId));
  const companies = await tx
    .select({ name: tenants.name, slug: tenants.slug })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(and(eq(people.identityId, identityId), isNull(people.leftAt)));
  return [
    own?.name ?? "",
    ...addresses.map(({ email }) => email),
    ...companies.flatMap(({ name, slug }) => [name, slug]),
  ];
}

type Prepared = { before: string; after: string } | null;

/** Null: the current password is not right. The slow part, before the door; links mailed before it end. */
export async function preparePasswordChange(
  self: SessionSelf,
  { current, password }: PasswordChange,
): Promise<Prepared> {
  const before = await matchOwnPassword(self, current);
  if (!before) return null;
  const [rule, words] = await withIdentity<
    "session",
    readonly [Awaited<ReturnType<typeof rulesFor>>, string[]]
  >(self, async (tx) => [await passwordRuleOf(tx), await wordsAround(tx)]);
  refusePassword(password, rule, words);
  if (current.normalize("NFC") === password) throw new Refusal("password_same", {}, "password");
  const after = await slowHash(password);
  await withSystem("mailed link", (tx) => endIdentityLinks(tx, self.identityId, ["reset", "key"]));
  return { before, after };
}

type Changed = { secret: string; ended: number };

/** Of two changes at once one wins: the password changes from the one that was proved. */
export async function changePassword(
  tx: IdentityTx<"session">,
  { endOthers }: PasswordChange,
  prepared: Prepared,
): Promise<Changed | null> {
  const { identityId, trace } = tx.self;
  if (!prepared) {
    record(tx, { action: "password.changed", result: "refused", reason: "wrong" });
    return null;
  }
  const changed = await tx
    .update(identities)
    .set({ passwordHash: prepared.after, passwordSetAt: sql`clock_timestamp()` })
    .where(and(eq(identities.id, identityId), eq(identities.passwordHash, prepared.before)))
    .returning({ id: identities.id });
  if (changed.length === 0) throw new Refusal("busy");
  record(tx, { action: "password.changed" });
  await endFlows(tx, identityId);
  const ended = endOthers ? await endOtherSessions(tx, "credential_changed") : 0;
  await forgetDevices(tx, identityId);
  await tellOwner(tx, { identityId, notice: "password_changed", trace });
  return { secret: (await renew(tx, "password")).secret, ended };
}
