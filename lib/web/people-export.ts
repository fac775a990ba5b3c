import "server-only";
import type { Actor } from "@/lib/access/actor";
import { withTenant } from "@/lib/access/doors";
import { CSV_MARK, csvRows } from "@/lib/imports/csv";
import { exportedPeople, noteExport } from "@/lib/people/export-people";
import { takeTicket } from "@/lib/people/export-ticket";
import type { ListedPerson } from "@/lib/people/listed-person";
import type { Selection } from "@/lib/people/selection";
import { isRefusal } from "@/lib/refusal";
import { currentSelf, requireActor } from "./current";

/** Which session asks; nobody's is the name of none. */
export const currentSessionId = async () => (await currentSelf())?.sessionId ?? "";

type Sheet = { headers: string[]; cells: (person: ListedPerson) => string[] };

const bytes = new TextEncoder();

/** Rows as the reader takes them: nothing is held but the part on its way. */
function streamed(actor: Actor, selection: Selection, { headers, cells }: Sheet): ReadableStream<Uint8Array> {
  const parts = exportedPeople(actor, selection);
  return new ReadableStream({
    start: (out) => out.enqueue(bytes.encode(CSV_MARK + csvRows([headers]))),
    pull: async (out) => {
      const { value, done } = await parts.next();
      if (done) return out.close();
      out.enqueue(bytes.encode(csvRows(value.map(cells))));
    },
    cancel: async () => {
      await parts.return(undefined);
    },
  });
}

/** The file a ticket stands for, or null when the ticket is used, over, or another's. */
export async function openExport(
  tenant: string,
  ticket: string | null,
  sheet: Sheet,
): Promise<ReadableStream<Uint8Array> | null> {
  const actor = await requireActor(tenant, `/t/${encodeURIComponent(tenant)}/settings/people`);
  try {
    const tenantId = await withTenant(actor, "people.view", async (tx) => tx.actor.tenantId);
    const selection = await takeTicket(ticket ?? undefined, actor.self, tenantId);
    if (!selection) return null;
    await noteExport(actor, selection);
    return streamed(actor, selection, sheet);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}
