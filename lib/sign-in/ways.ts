import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { factors } from "@/db/schema/factors";
import { passkeys } from "@/db/schema/passkeys";
import { people } from "@/db/schema/people";
import { type Contact, tenants } from "@/db/schema/tenants";
import type { IdentityTx } from "@/lib/access/doors";
import { backupCodesLeft } from "@/lib/factors/backup-codes";
import { textWay } from "@/lib/phones/own-phone";
import { rulesFor } from "./standing";
import { trustedDaysOf } from "./trusted-device";

/** A second proof this person has, and the rules allow. */
export type Way =
  | { kind: "app" }
  | { kind: "passkey" }
  | { kind: "backup_code"; left: number }
  | { kind: "text"; digits: string };

async function hasApp(tx: IdentityTx<"sign-in">): Promise<boolean> {
  const [app] = await tx
    .select({ id: factors.id })
    .from(factors)
    .where(
      and(
        eq(factors.identityId, tx.self.identityId),
        isNotNull(factors.confirmedAt),
        isNull(factors.endedAt),
      ),
    )
    .limit(1);
  return app !== undefined;
}

async function hasPasskey(tx: IdentityTx<"sign-in">): Promise<boolean> {
  const [passkey] = await tx
    .select({ id: passkeys.id })
    .from(passkeys)
    .where(and(eq(passkeys.identityId, tx.self.identityId), isNull(passkeys.endedAt)))
    .limit(1);
  return passkey !== undefined;
}

/** The ways that really work now, and no other. */
export async function waysOf(tx: IdentityTx<"sign-in">): Promise<Way[]> {
  const { recovery } = await rulesFor(tx, tx.self.identityId);
  const text = await textWay(tx, tx.self.identityId);
  const left = recovery.includes("backup_code") ? await backupCodesLeft(tx) : 0;
  return [
    ...((await hasPasskey(tx)) ? [{ kind: "passkey" } as const] : []),
    ...((await hasApp(tx)) ? [{ kind: "app" } as const] : []),
    ...(left > 0 ? [{ kind: "backup_code", left } as const] : []),
    ...(text.state === "works" ? [{ kind: "text", digits: text.phone.lastDigits } as const] : []),
  ];
}

export type WhomToAsk = { tenant: string; contact: Contact };

/** Who helps somebody that has none of the ways: the companies they are in. */
export const whomToAsk = (tx: IdentityTx): Promise<WhomToAsk[]> =>
  tx
    .select({ tenant: tenants.name, contact: tenants.contact })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(and(eq(people.identityId, tx.self.identityId), isNull(people.leftAt)))
    .orderBy(asc(tenants.name));

/** What the code page says besides: the other ways, and for how many days this device may be trusted. */
export type CodePageState = { ways: Way[]; trustedDays: number };

export const codePageState = async (tx: IdentityTx<"sign-in">): Promise<CodePageState> => ({
  ways: await waysOf(tx),
  trustedDays: trustedDaysOf(await rulesFor(tx, tx.self.identityId)),
});
