import "server-only";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { SystemTx } from "@/lib/access/doors";
import { isStopped, type Limit } from "@/lib/identity/limits";
import { type Accepted, acceptInvitation } from "@/lib/invitations/accept";
import { showInvitation } from "@/lib/invitations/link-state";
import type { AccessKeyDraft } from "@/lib/migration/access-key-draft";
import { ACCESS_KEY_MINUTES, type AccessKeyRow, accessKeyOf, stateOf } from "@/lib/migration/access-key-row";
import { type BegunAccessKey, type Prepared, prepareAccessKey } from "@/lib/migration/begin-access-key";
import { checkAccessKey } from "@/lib/migration/check-access-key";
import { keptPassword } from "@/lib/migration/kept-password";
import { type CodeAgain, prepareCodeAgain } from "@/lib/migration/mail-code-again";
import { offerByAccessKey } from "@/lib/migration/offer-by-access-key";
import {
  type AccessKeyProof,
  checkProof,
  noteProof,
  type ProofChecked,
} from "@/lib/migration/prove-access-key";
import { PersonName } from "@/lib/people/name";
import { PlainText } from "@/lib/plain-text";
import { Refusal } from "@/lib/refusal";
import { keepLink } from "./cookies";
import type { FormState } from "./form-state";
import { secretOf } from "./invitation";
import type { Answer } from "./public-action";
import { clientAddress } from "./trace";

/** Per client address: every post of the old door's pages. */
export const accessKeyPosts: Limit = { name: "access key posts", most: 120, seconds: 600 };

const COOKIE = "__Host-move";
const base = { httpOnly: true, secure: true, path: "/", sameSite: "lax" } as const;

const keptHere = async () => (await cookies()).get(COOKIE)?.value;

async function keepAccessKey(secret: string): Promise<void> {
  (await cookies()).set(COOKIE, secret, { ...base, maxAge: ACCESS_KEY_MINUTES * 60 });
}

/** What this browser began at the old door; null for another one's page. */
export async function accessKeyHere(ref?: string): Promise<AccessKeyRow | null> {
  const row = await accessKeyOf(await keptHere());
  return row && (ref === undefined || row.key.ref === ref) ? row : null;
}

/** What stands in the fields of the sign-in when somebody chooses the old door instead. */
export const LeftBlank = z.strictObject({
  company: PlainText.max(64, "company_wrong").optional(),
  name: z.string().max(1000).optional(),
  password: z.string().max(5000).optional(),
  returnTo: z.string().max(5000).optional(),
});

/** To the old door; who filled in the fields of the new sign-in is told there which is which. */
export async function leadToOldDoor({
  company,
  name,
  password,
}: z.output<typeof LeftBlank>): Promise<string> {
  const asked = new URLSearchParams({
    ...(company && { company }),
    ...((name || password) && { filled: "yes" }),
  });
  return asked.size > 0 ? `/sign-in/access-key?${asked}` : "/sign-in/access-key";
}

export const accessKeyOfRequest = async (draft: AccessKeyDraft): Promise<Prepared> =>
  prepareAccessKey(await checkAccessKey(draft, await clientAddress()), draft);

function waiting(until: Date): Answer {
  if (isStopped(until)) return { status: "refused", key: "access_key_stopped" };
  throw new Refusal("too_many", { until });
}

/** One neutral sentence for whatever was wrong; it says what to do in each case. */
export async function leadOnFromAccessKey(begun: BegunAccessKey): Promise<string | Answer> {
  if (begun.verdict === "wait") return waiting(begun.until);
  if (begun.verdict === "wrong") return { status: "refused", key: "access_key_wrong" };
  await keepAccessKey(begun.secret);
  return `/move/${begun.ref}`;
}

type Proved = ProofChecked | { verdict: "in"; ref: string; secret: string };

export const proofOfRequest = async (proof: AccessKeyProof): Promise<ProofChecked> =>
  checkProof(await accessKeyHere(proof.ref), proof);

/** Proof and offer in one go: this browser has its own link, or nothing was proved. */
export async function proveAndOffer(tx: SystemTx, checked: ProofChecked): Promise<Proved> {
  const noted = await noteProof(tx, checked);
  if (noted.verdict !== "right") return noted;
  return { verdict: "in", ...(await offerByAccessKey(tx, noted.row)) };
}

const faultOf = async (field: string, key: "mailed_code_form" | "code_form"): Promise<FormState> => ({
  status: "invalid",
  fields: { [field]: (await getTranslations("fields"))(key) },
});

export async function leadOnFromProof(proved: Proved): Promise<string | Answer | FormState> {
  if (proved.verdict === "form")
    return faultOf(proved.field, proved.field === "code" ? "mailed_code_form" : "code_form");
  if (proved.verdict === "wrong" && proved.left > 0) {
    const key = proved.row.account.sealedTotp ? "access_codes_wrong" : "access_code_wrong";
    return { status: "refused", key, values: { left: proved.left } };
  }
  if (proved.verdict !== "in") throw new Refusal("access_key_over");
  await keepLink(proved.ref, proved.secret);
  return `/invitation/${proved.ref}`;
}

export const RefOnly = z.strictObject({ ref: z.string().max(20) });

/** Proved in this browser before: on to the invitation once more. */
export async function provedHere({ ref }: z.output<typeof RefOnly>): Promise<AccessKeyRow> {
  const row = await accessKeyHere(ref);
  if (!row?.key.provedAt) throw new Refusal("access_key_over");
  return row;
}

export const codeAgainOfRequest = async ({ ref }: z.output<typeof RefOnly>): Promise<CodeAgain> =>
  prepareCodeAgain(await accessKeyHere(ref));

/** The same page, which says that the mail is on its way; this browser holds it as long as the new code works. */
export async function leadOnFromCodeAgain({ ref }: { ref: string }): Promise<string> {
  const secret = await keptHere();
  if (secret) await keepAccessKey(secret);
  return `/move/${ref}?sent=again`;
}

export const KeepingPassword = z.strictObject({ ref: z.string().max(20), name: PersonName });

/** What becomes of the old password for who came by the old door in this browser; null for others. */
export async function oldPasswordHere(personId: string): Promise<"may_be_kept" | "stays_behind" | null> {
  const row = await accessKeyHere();
  if (row?.account.personId !== personId || stateOf(row) !== "proved") return null;
  return keptPassword(row, personId) ? "may_be_kept" : "stays_behind";
}

type Keeping = { secret: string; name: string; passwordHash: string };

/** The old password as the new one: it was typed at the old door, and fulfils the rule. */
export async function prepareKeeping({
  ref,
  name,
}: z.output<typeof KeepingPassword>): Promise<Keeping | { again: string }> {
  const { secret } = await secretOf({ ref });
  const shown = await showInvitation(secret);
  // A second click: the page itself says how to go on.
  if (shown?.state === "accepted") return { again: `/invitation/${ref}` };
  const passwordHash = shown && keptPassword(await accessKeyHere(), shown.personId);
  if (!passwordHash) throw new Refusal("access_key_over");
  return { secret, name, passwordHash };
}

export async function acceptKeeping(
  tx: SystemTx,
  keeping: Keeping | { again: string },
): Promise<Accepted | { again: string }> {
  if ("again" in keeping) return keeping;
  const accepted = await acceptInvitation(tx, keeping);
  return "door" in accepted ? { door: { ...accepted.door, isKept: true } } : accepted;
}
