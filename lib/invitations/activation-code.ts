import { and, eq, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { activationCodes } from "@/db/schema/activation-codes";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { spaced } from "@/lib/factors/backup-codes";
import { countTry, type Limit } from "@/lib/identity/limits";
import { slowHash } from "@/lib/identity/password";
import { policyOf } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import { refuseIfAbove } from "@/lib/roles/grantable";
import { readableCode } from "@/lib/secrets";
import { ownTenant } from "@/lib/tenants/own";
import { hoursFromNow } from "@/lib/time";
import { openOffer, type PersonChoice } from "./resend";

/** 59 random bits for a short time, never the password (OWASP ASVS 5.0, 6.4.1). */
export const ACTIVATION_LENGTH = 12;
export const ACTIVATION_HOURS = 24;

const madeByOne: Limit = { name: "activation code made by", most: 30, seconds: 3600 };

type NewCode = { code: string; hash: string };

/** Counted and hashed before the door. */
export async function newActivationCode(identityId: string): Promise<NewCode> {
  const until = await countTry(madeByOne, identityId);
  if (until) throw new Refusal("too_many", { until });
  const code = readableCode(ACTIVATION_LENGTH);
  return { code, hash: await slowHash(code) };
}

/** The code of this invitation works no more, if one does. */
export async function endActivationCode(tx: Tx, invitationId: string): Promise<void> {
  await tx
    .update(activationCodes)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(activationCodes.invitationId, invitationId),
        isNull(activationCodes.spentAt),
        isNull(activationCodes.endedAt),
      ),
    );
}

/** From now on the link alone is not enough: the person needs this code, which the inviter reads aloud. */
export async function makeActivationCode(
  tx: TenantTx<"people.invite">,
  { personId }: z.output<typeof PersonChoice>,
  made: NewCode,
) {
  const { invitation } = await openOffer(tx, personId);
  await refuseIfAbove(tx, personId, tx.actor.permissions);
  if (policyOf((await ownTenant(tx)).policy).activationCode === "no") throw new Refusal("not_permitted");
  if (invitation.expiresAt <= new Date()) throw new Refusal("invitation_closed");
  await endActivationCode(tx, invitation.id);
  const expiresAt = hoursFromNow(ACTIVATION_HOURS);
  await tx.insert(activationCodes).values({ invitationId: invitation.id, hash: made.hash, expiresAt });
  record(tx, {
    action: "activation_code.made",
    personId,
    subjectId: invitation.id,
    details: { number: invitation.number },
  });
  return { code: spaced(made.code), expiresAt };
}
