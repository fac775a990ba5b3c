import "server-only";
import type { FirstDoor } from "@/lib/invitations/once-more";
import { doorPath } from "@/lib/sign-in/company";
import { askedHere, rememberName } from "./asked";

const pathAfter = (company: string | null | undefined) =>
  `${company ? doorPath(company) : "/sign-in"}?set=done`;

/** To the sign-in, with the name filled in; nobody is signed in by it. */
export async function leadToDoor({ company, name, ...set }: FirstDoor): Promise<string> {
  await rememberName({ name, ...(company && { company }), set });
  return pathAfter(company);
}

/** The same page again, in the browser where this invitation's password was set; null elsewhere. */
export async function doorSetHere(ref: string): Promise<string | null> {
  const asked = await askedHere();
  return asked?.set?.ref === ref ? pathAfter(asked.company) : null;
}
