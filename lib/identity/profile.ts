import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { identities, identityAddresses } from "@/db/schema/identities";
import type { IdentityTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { type Language, languages } from "@/lib/i18n/languages";
import { PersonName } from "@/lib/people/name";
import { UNDO_DAYS } from "./undo-days";

export const ProfileDraft = z.strictObject({
  name: PersonName,
  language: z.enum(languages, "language_unknown"),
});

/** What one is called, and in which language. */
export async function saveProfile(
  tx: IdentityTx<"session">,
  draft: z.output<typeof ProfileDraft>,
): Promise<void> {
  await tx.update(identities).set(draft).where(eq(identities.id, tx.self.identityId));
  record(tx, { action: "profile.changed" });
}

/** The language chosen with the switch; nothing happens when it is the one already. */
export async function saveLanguage(tx: IdentityTx<"session">, language: Language): Promise<void> {
  const changed = await tx
    .update(identities)
    .set({ language })
    .where(and(eq(identities.id, tx.self.identityId), sql`language is distinct from ${language}`))
    .returning({ id: identities.id });
  if (changed.length > 0) record(tx, { action: "profile.changed" });
}

const DAY = 86_400_000;

/** One's own name, language and addresses: the one in use, the one that waits, and what can still be undone. */
export async function ownProfile(tx: IdentityTx<"session">) {
  const { identityId } = tx.self;
  const [own] = await tx
    .select({ name: identities.name, language: identities.language })
    .from(identities)
    .where(eq(identities.id, identityId));
  const addresses = await tx
    .select()
    .from(identityAddresses)
    .where(eq(identityAddresses.identityId, identityId))
    .orderBy(desc(identityAddresses.createdAt));
  const earlier = addresses.flatMap(({ email, replacedAt }) =>
    replacedAt ? [{ email, until: new Date(replacedAt.getTime() + UNDO_DAYS * DAY) }] : [],
  );
  return {
    name: own?.name ?? "",
    language: own?.language ?? null,
    email: addresses.find(({ isPrimary }) => isPrimary)?.email ?? null,
    waiting: addresses.find(({ verifiedAt }) => verifiedAt === null)?.email ?? null,
    earlier,
  };
}
