import { eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import type { TenantTx } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { countTry } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import { type Company, type CompanyPart, changesIn, companyOf, storedFrom } from "./company";
import { type CompanyDraft, companyFrom } from "./company-draft";
import { type OwnTenant, ownTenant } from "./own";

const fieldOf = (part: CompanyPart) => (part === "applications" ? "applicationName1" : part);

function saidOf(company: Company, part: CompanyPart): string {
  const value = company[part];
  return typeof value === "string" ? value.replaceAll("\n", ", ") : value.map(({ name }) => name).join(", ");
}

/** Told at its field, with what stands there now. */
function movedAt(now: Company, part: CompanyPart): Refusal {
  const said = saidOf(now, part);
  return new Refusal("company_moved", { now: said, is: said === "" ? "empty" : "said" }, fieldOf(part));
}

// What a company may do in a day begins anew at its midnight, and somewhere it is always just past that.
const zoneMoves = { name: "company time zone", most: 2, seconds: 86_400 };

async function refuseIfZoneMovesOften({ id, timeZone }: OwnTenant): Promise<void> {
  const until = await countTry(zoneMoves, id);
  if (until) throw new Refusal("zone_moved_often", { most: zoneMoves.most, until, timeZone }, "timeZone");
}

/** Saves the parts that were changed in the form; those that somebody else saved meanwhile stay theirs. */
export async function changeCompany(tx: TenantTx<"company.edit">, draft: CompanyDraft): Promise<void> {
  const tenant = await ownTenant(tx);
  const [now, wished] = [companyOf(tenant), companyFrom(draft)];
  const { changed, moved } = changesIn(now, wished, draft.seen);
  if (moved) throw movedAt(now, moved);
  if (changed.length === 0) return;
  if (changed.includes("timeZone")) await refuseIfZoneMovesOften(tenant);
  const parts = Object.fromEntries(changed.map((part) => [part, wished[part]])) as Partial<Company>;
  await tx
    .update(tenants)
    .set(storedFrom({ ...now, ...parts }))
    .where(eq(tenants.id, tenant.id));
  record(tx, { action: "company.changed", subjectId: tenant.id, details: { fields: changed } });
}
