import "server-only";
import { cookies } from "next/headers";
import type { CompanySignInDraft, PasswordVerdict, SignInDraft } from "@/lib/sign-in/check-password";
import { companyAt } from "@/lib/sign-in/company";
import {
  openRemembered,
  openWish,
  type Remembered,
  sealRemembered,
  sealWish,
} from "@/lib/sign-in/door-cookie";

const DOOR_COOKIE = "__Host-door";
const WISH_COOKIE = "__Host-door-wish";
const base = { httpOnly: true, secure: true, path: "/", sameSite: "lax" } as const;
const YEAR_SECONDS = 365 * 24 * 3600;
const DAY_SECONDS = 24 * 3600;

/** The company code and name this device has kept; null when it has none, or somebody tampered with it. */
export const rememberedHere = async (): Promise<Remembered | null> =>
  openRemembered((await cookies()).get(DOOR_COOKIE)?.value);

const sameAs = (one: Remembered | null, name: string) =>
  one !== null && one.company === null && one.name.toLowerCase() === name.toLowerCase();

/** A tick taken off forgets what stood there; another's name on this device stays. */
async function wishedFor(draft: SignInDraft): Promise<{ remembered: Remembered | null } | null> {
  if (draft.remember) return { remembered: { company: null, name: draft.email } };
  return sameAs(await rememberedHere(), draft.email) ? { remembered: null } : null;
}

async function wish(checked: PasswordVerdict, wished: { remembered: Remembered | null } | null) {
  if (checked.verdict !== "right" || !wished) return;
  const { identityId } = checked;
  const sealed = sealWish({ identityId, ...wished });
  (await cookies()).set(WISH_COOKIE, sealed, { ...base, maxAge: DAY_SECONDS });
}

/** After the right password: what the device shall remember once the sign-in is complete. */
export const wishByAddress = async (checked: PasswordVerdict, draft: SignInDraft): Promise<void> =>
  wish(checked, await wishedFor(draft));

export async function wishByCompany(checked: PasswordVerdict, draft: CompanySignInDraft): Promise<void> {
  const company = (await companyAt(draft.company))?.code ?? draft.company;
  await wish(checked, { remembered: { company, name: draft.name } });
}

/** The sign-in of this identity is complete: only now its wish comes true. */
export async function keepDoor(identityId: string): Promise<void> {
  const jar = await cookies();
  const wished = openWish(jar.get(WISH_COOKIE)?.value);
  if (wished?.identityId !== identityId) return;
  jar.set(WISH_COOKIE, "", { ...base, maxAge: 0 });
  if (wished.remembered)
    jar.set(DOOR_COOKIE, sealRemembered(wished.remembered), { ...base, maxAge: YEAR_SECONDS });
  else await forgetDoor();
}

/** "Not you?" */
export async function forgetDoor(): Promise<void> {
  (await cookies()).set(DOOR_COOKIE, "", { ...base, maxAge: 0 });
}
