import "server-only";
import type { Actor } from "@/lib/access/actor";
import { type TenantTx, withTenant, withTenantFor } from "@/lib/access/doors";
import { refuseWithout } from "@/lib/access/refuse-without";
import { textOf } from "@/lib/imports/decode";
import { type Received, receivedIn } from "@/lib/imports/receive";
import { bringList } from "@/lib/migration/bring-list";
import { Refusal } from "@/lib/refusal";
import { receive } from "./import-upload";

const LONGEST_SOURCE = 60;

async function* pasted(text: string): AsyncGenerator<string> {
  if (text.includes("\0")) throw new Refusal("file_not_text");
  if (text.trim() === "") throw new Refusal("file_empty");
  yield text;
}

function aboutOf(received: Received) {
  const source = (received.fields.get("source") ?? "").replace(/\p{Cc}/gu, " ").trim();
  return {
    channel: "file" in received ? ("upload" as const) : ("paste" as const),
    fileName: "file" in received ? received.name : undefined,
    source: [...source].slice(0, LONGEST_SOURCE).join("") || "-",
  };
}

/** Who sends a list has just proved who they are; reading it may take longer than that proof is fresh. */
function doorOf({ self, tenant }: Actor) {
  const begun = { tenant, identityId: self.identityId, requestId: self.trace.requestId };
  return <T>(work: (tx: TenantTx<"people.invite">) => Promise<T>): Promise<T> =>
    withTenantFor(begun, "people.invite", (tx) => {
      refuseWithout(tx, "migration.run");
      return work(tx);
    });
}

const textIn = (received: Received) => ("file" in received ? textOf(received.file) : pasted(received.text));

/** Takes in a list of old accounts, from a file or pasted, for a person of the tenant who may move people. */
export const receiveOldList = (tenant: string, request: Request): Promise<Response> =>
  receive(tenant, request, {
    importPath: `/t/${encodeURIComponent(tenant)}/settings/migration/import`,
    permission: "migration.run",
    refuse: (actor) => withTenant(actor, "migration.run", async () => undefined),
    take: async (actor, contentType, body) => {
      const received = await receivedIn(contentType, body);
      return bringList(doorOf(actor), aboutOf(received), textIn(received), received.fields.has("ask"));
    },
  });
