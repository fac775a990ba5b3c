import { z } from "zod";
import type { SessionSelf } from "@/lib/access/actor";
import type { TenantTx } from "@/lib/access/doors";
import { countTry } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import { newSecret, readSigned, signed } from "@/lib/secrets";
import { Selection } from "./selection";

export const Exporting = Selection;

const PURPOSE = "people export";
const TICKET_SECONDS = 120;

const perHour = { name: "people export", most: 10, seconds: 3600 };
const once = { name: "people export ticket", most: 1, seconds: TICKET_SECONDS * 2 };

const Ticket = z.strictObject({
  number: z.string(),
  identityId: z.string(),
  sessionId: z.string(),
  tenantId: z.string(),
  until: z.number(),
  selection: Selection,
});

/** Lets one browser fetch one file, once and soon: asked for with a fresh proof, which a link cannot ask for. */
export async function prepareExport(
  tx: TenantTx<"people.export">,
  selection: Selection,
  sessionId: string,
): Promise<string> {
  const { identityId, tenantId } = tx.actor;
  const until = await countTry(perHour, `${identityId}|${tenantId}`);
  if (until) throw new Refusal("too_many", { until });
  const ticket: z.output<typeof Ticket> = {
    number: newSecret(),
    identityId,
    sessionId,
    tenantId,
    until: Date.now() + TICKET_SECONDS * 1000,
    selection,
  };
  return signed(PURPOSE, Buffer.from(JSON.stringify(ticket)).toString("base64url"));
}

function opened(written: string | undefined): z.output<typeof Ticket> | null {
  const text = readSigned(PURPOSE, written);
  if (!text) return null;
  const parsed = Ticket.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  return parsed.success ? parsed.data : null;
}

/** What the ticket lets this session take from this tenant; a Refusal the second time, too late, or for another. */
export async function takeTicket(
  written: string | undefined,
  self: Pick<SessionSelf, "identityId" | "sessionId">,
  tenantId: string,
): Promise<Selection> {
  const ticket = opened(written);
  if (!ticket) throw new Refusal("export_link_over");
  const isTheirs =
    ticket.identityId === self.identityId &&
    ticket.sessionId === self.sessionId &&
    ticket.tenantId === tenantId;
  // Whose it is before whether it still works: a link passed on is told as that.
  if (!isTheirs) throw new Refusal("export_link_of_another");
  if (ticket.until < Date.now()) throw new Refusal("export_link_over");
  if (await countTry(once, ticket.number)) throw new Refusal("export_link_used");
  return ticket.selection;
}
