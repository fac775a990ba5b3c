import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { phones } from "@/db/schema/phones";
import type { Rules } from "@/lib/policy/policy";
import { rulesFor } from "@/lib/sign-in/standing";
import { isBlocked, textsOn } from "@/lib/sms/texts";

/** A number that counts: a code sent to it came back. */
export type OwnPhone = { id: string; lastDigits: string; country: string; verifiedAt: Date | null };

export async function ownPhone(tx: Tx, identityId: string): Promise<OwnPhone | null> {
  const [phone] = await tx
    .select({
      id: phones.id,
      lastDigits: phones.lastDigits,
      country: phones.country,
      verifiedAt: phones.verifiedAt,
    })
    .from(phones)
    .where(and(eq(phones.identityId, identityId), isNotNull(phones.verifiedAt), isNull(phones.endedAt)));
  return phone ?? null;
}

export const sealedFor = (identityId: string, phoneId: string) => `phone|${identityId}|${phoneId}`;

/** Nobody with power over others: their rules leave it out. */
export const allowsText = ({ recovery }: Pick<Rules, "recovery">) => recovery.includes("text");

/** Whether a text gets this person in now, and if not, why. */
export type TextWay =
  | { state: "works" | "blocked"; phone: OwnPhone }
  | { state: "none" | "off" | "not_allowed"; phone: OwnPhone | null };

export function textWayOf(rules: Pick<Rules, "recovery">, phone: OwnPhone | null): TextWay {
  if (!allowsText(rules)) return { state: "not_allowed", phone };
  if (!textsOn()) return { state: "off", phone };
  if (!phone) return { state: "none", phone };
  return { state: isBlocked(phone.country) ? "blocked" : "works", phone };
}

export const textWay = async (tx: Tx, identityId: string): Promise<TextWay> =>
  textWayOf(await rulesFor(tx, identityId), await ownPhone(tx, identityId));

/** Asked for in the set-up: allowed, possible, and not given yet. */
export const lacksPhone = async (tx: Tx, identityId: string, rules: Rules): Promise<boolean> =>
  textWayOf(rules, await ownPhone(tx, identityId)).state === "none";
