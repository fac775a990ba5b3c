import "server-only";
import { withTenant } from "@/lib/access/doors";
import { exportedPeople, noteExport } from "@/lib/people/export-people";
import { takeTicket } from "@/lib/people/export-ticket";
import type { ListedPerson } from "@/lib/people/listed-person";
import { isRefusal } from "@/lib/refusal";
import { type OwnTenant, ownTenant } from "@/lib/tenants/own";
import { csvStream } from "./csv-stream";
import { currentSelf, requireActor } from "./current";
import { noteRefusal } from "./say-no";

/** Which session asks; nobody's is the name of none. */
export const currentSessionId = async () => (await currentSelf())?.sessionId ?? "";

/** `timeZone`: days are told on the company's clock. */
type Sheet = { headers: string[]; cells: (person: ListedPerson, timeZone: string) => string[] };

/** The file a ticket stands for; null when the ticket is used, over, or another's, and that is written down. */
export async function openExport(
  tenant: string,
  ticket: string | null,
  sheet: Sheet,
): Promise<{ company: OwnTenant; file: ReadableStream<Uint8Array> } | null> {
  const actor = await requireActor(tenant, `/t/${encodeURIComponent(tenant)}/settings/people`);
  try {
    const company = await withTenant(actor, "people.view", ownTenant);
    const selection = await takeTicket(ticket ?? undefined, actor.self, company.id);
    await noteExport(actor, selection);
    const cells = (person: ListedPerson) => sheet.cells(person, company.timeZone);
    return { company, file: csvStream(exportedPeople(actor, selection), { headers: sheet.headers, cells }) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { identityId } = actor.self;
    await noteRefusal(error, "people.export", { id: `${identityId}|${tenant}`, identityId, tenant });
    return null;
  }
}
