import "server-only";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import type { Actor } from "@/lib/access/actor";
import { type TenantTx, withTenant, withTenantFor } from "@/lib/access/doors";
import { textOf } from "@/lib/imports/decode";
import { readingTurns } from "@/lib/imports/reading-turns";
import { type Received, receivedIn } from "@/lib/imports/receive";
import { refuseIfTooManyBrought } from "@/lib/migration/daily-limits";
import type { OldRow } from "@/lib/migration/old-row";
import { allRowsOf, readOldList } from "@/lib/migration/read-old-list";
import { beginList, endList, failList, inParts, takeInPart } from "@/lib/migration/take-in";
import { isRefusal, Refusal } from "@/lib/refusal";
import { receive, refuseEarly } from "./import-upload";

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
type About = ReturnType<typeof aboutOf>;

type Read = About & { ignored: string[]; rows: OldRow[] };

/** Who sends a list has just proved who they are; reading it may take longer than that proof is fresh. */
function doorOf({ self, tenant }: Actor) {
  const begun = { tenant, identityId: self.identityId, requestId: self.trace.requestId };
  return <T>(work: (tx: TenantTx<"people.invite">) => Promise<T>): Promise<T> =>
    withTenantFor(begun, "people.invite", (tx) => {
      if (!tx.actor.permissions.has("migration.run")) throw new Refusal("not_permitted");
      return work(tx);
    });
}

/** Stored in parts, so that nobody else in the company waits for all of it. */
async function stored(actor: Actor, { rows, ...list }: Read): Promise<string> {
  const within = doorOf(actor);
  const { source } = list;
  const importId = await within(async (tx) => {
    await refuseIfTooManyBrought(tx, rows.length);
    return beginList(tx, list);
  });
  try {
    for (const part of inParts(rows)) await within((tx) => takeInPart(tx, { importId, source }, part));
    await within((tx) => endList(tx, tx.actor.tenantId, importId));
  } catch (error) {
    await within((tx) => failList(tx, importId, "reading_stopped"));
    throw error;
  }
  return importId;
}

/** The page of a list without user names says which columns it has: an address would carry somebody's text. */
function withoutUserNames(actor: Actor, about: About, { code, values }: Refusal): Promise<string> {
  const ignored = String(values["seen"] ?? "").split(", ");
  return doorOf(actor)(async (tx) => {
    const importId = await beginList(tx, { ...about, ignored });
    await failList(tx, importId, code);
    return importId;
  });
}

async function takenIn(actor: Actor, received: Received): Promise<string> {
  const about = aboutOf(received);
  try {
    const text = "file" in received ? textOf(received.file) : pasted(received.text);
    const list = await readOldList(text);
    return await stored(actor, { ...about, ignored: list.ignored, rows: await allRowsOf(list) });
  } catch (error) {
    if (!isRefusal(error) || error.code !== "file_no_user_name") throw error;
    return withoutUserNames(actor, about, error);
  }
}

async function taken(actor: Actor, request: Request): Promise<string> {
  await refuseEarly(actor, request, "migration.run");
  // Told before twenty megabytes have been sent.
  await withTenant(actor, "migration.run", async () => undefined);
  const body = Readable.fromWeb((request.body ?? new ReadableStream()) as WebStream);
  try {
    return await readingTurns.take(actor.tenant, async () =>
      takenIn(actor, await receivedIn(request.headers.get("content-type") ?? "", body)),
    );
  } finally {
    body.destroy();
  }
}

/** Takes in a list of old accounts, from a file or pasted, for a person of the tenant who may move people. */
export const receiveOldList = (tenant: string, request: Request): Promise<Response> =>
  receive(tenant, request, {
    importPath: `/t/${encodeURIComponent(tenant)}/settings/migration/import`,
    permission: "migration.run",
    taken,
  });
