import "server-only";
import type { FirstDoor } from "@/lib/invitations/once-more";
import { doorOf } from "@/lib/sign-in/company";
import { askedHere, rememberName } from "./asked";

const doorPath = (company: string | null | undefined) =>
  `${company ? new URL(doorOf(company)).pathname : "/sign-in"}?set=done`;

/** To the sign-in, with the name filled in; nobody is signed in by it. */
export async function leadToDoor({ ref, company, name, questions }: FirstDoor): Promise<string> {
  await rememberName({ name, ...(company && { company }), set: { questions, ref } });
  return doorPath(company);
}

/** The same page again, in the browser where this invitation's password was set; null elsewhere. */
export async function doorSetHere(ref: string): Promise<string | null> {
  const asked = await askedHere();
  return asked?.set?.ref === ref ? doorPath(asked.company) : null;
}
