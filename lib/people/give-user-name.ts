import { and, eq, ne } from "drizzle-orm";
import { people } from "@/db/schema/people";
import type { TenantTx } from "@/lib/access/doors";
import { policyOf } from "@/lib/policy/policy";
import { Refusal } from "@/lib/refusal";
import { ownTenant } from "@/lib/tenants/own";
import { type NamedBy, userNameOf } from "./user-name";

type Wanted = { userName?: string | undefined; email: string; personId?: string };

/** What may be stored as the user name of a person of the open tenant, as its policy has it; null for none. */
export async function userNameFor(tx: TenantTx, { userName, email, personId }: Wanted): Promise<NamedBy> {
  const rule = policyOf((await ownTenant(tx)).policy).userName;
  const named = userNameOf({ userName, email, rule });
  if (typeof named === "string") throw new Refusal(named, {}, "userName");
  if (!named) return null;
  const others = eq(people.userNameKey, named.userNameKey);
  const [other] = await tx
    .select({ name: people.name })
    .from(people)
    .where(personId ? and(others, ne(people.id, personId)) : others);
  if (other) throw new Refusal("user_name_taken", { name: other.name }, "userName");
  return named;
}
