import type { Tx } from "@/db/client";
import { type Rules, rulesOf } from "@/lib/policy/policy";
import { standingsOf } from "./standing";

type Asked = Exclude<keyof Rules, "recovery" | "elevated">;

/** The tenants whose rule is the one in force, by name: "Zorggroep Linde asks for a second step". */
export async function whoAsks(tx: Tx, identityId: string, field: Asked): Promise<string[]> {
  const standings = await standingsOf(tx, identityId);
  const inForce = rulesOf(standings)[field];
  if (inForce === false) return [];
  return standings.filter((one) => rulesOf([one])[field] === inForce).map(({ tenant }) => tenant);
}
