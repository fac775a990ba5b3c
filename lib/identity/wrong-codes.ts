import type { FlowSelf } from "@/lib/access/actor";
import { withSystem } from "@/lib/access/doors";
import { clearTries, countTry, type Limit } from "./limits";
import { tellOwner } from "./tell-owner";

const HOUR = 3600;
const quiet: Limit = { name: "wrong codes", most: 2, seconds: HOUR };
const once: Limit = { name: "wrong codes told", most: 1, seconds: HOUR };

type Of = Pick<FlowSelf, "identityId" | "trace">;

/** After a right password the third wrong code within an hour is told to the owner, once (OWASP ASVS 5.0, 6.3.5). */
export async function noteWrongCode({ identityId, trace }: Of): Promise<void> {
  if (!(await countTry(quiet, identityId)) || (await countTry(once, identityId))) return;
  await withSystem("sign in", (tx) => tellOwner(tx, { identityId, notice: "codes_wrong", trace }));
}

/** A right code ends the row of wrong ones. */
export const forgetWrongCodes = ({ identityId }: Of) => clearTries(quiet, identityId);
