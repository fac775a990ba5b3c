import "server-only";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import type { Actor } from "@/lib/access/actor";
import { withOwnTenant, withTenant } from "@/lib/access/doors";
import type { Permission } from "@/lib/access/permissions";
import { countTry } from "@/lib/identity/limits";
import { makeImport } from "@/lib/imports/make";
import { readingTurns } from "@/lib/imports/reading-turns";
import { MOST_OF_REQUEST, readUpload } from "@/lib/imports/receive";
import { isRefusal, Refusal, type RefusalCode } from "@/lib/refusal";
import { headersEverywhere } from "./answer-headers";
import { currentSelf } from "./current";
import { refuseForeignOrigin } from "./origin";
import { noteRefusal, sentenceOf } from "./say-no";

const UPLOADS = { name: "import upload", most: 60, seconds: 3600 };

/** Known before the first byte of the list is read. */
async function refuseEarly(actor: Actor, request: Request, permission: Permission): Promise<void> {
  await refuseForeignOrigin();
  const may = await withOwnTenant(actor, async (tx) => tx.actor.permissions.has(permission));
  if (!may) throw new Refusal("not_permitted");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_OF_REQUEST)
    throw new Refusal("file_too_large");
  const until = await countTry(UPLOADS, `${actor.self.identityId}|${actor.tenant}`);
  if (until) throw new Refusal("too_many", { until });
}

/** Gives the id of the list that was stored. */
type Take = (actor: Actor, contentType: string, body: Readable) => Promise<string>;

/** Read and stored in one's turn, so that few lists are in memory at a time whatever comes in. */
async function inTurn(actor: Actor, request: Request, take: Take): Promise<string> {
  const body = Readable.fromWeb((request.body ?? new ReadableStream()) as WebStream);
  try {
    const contentType = request.headers.get("content-type") ?? "";
    return await readingTurns.take(actor.tenant, () => take(actor, contentType, body));
  } finally {
    body.destroy();
  }
}

const tooMuch: readonly RefusalCode[] = ["busy", "too_many", "lists_looked_at", "lists_waiting"];

const statusOf = (code: RefusalCode): number => {
  if (code === "file_too_large" || code === "file_too_many_rows") return 413;
  if (code === "not_permitted" || code === "wrong_origin" || code === "verify_again") return 403;
  if (tooMuch.includes(code)) return 429;
  return code === "not_found" ? 404 : 400;
};

const headers = {
  ...headersEverywhere,
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "same-origin",
};

const leadTo = (path: string): Response =>
  new Response(null, { status: 303, headers: { ...headers, Location: path } });

/** Which refusal, and until when where it says so. */
function queryOf({ code, values }: Refusal): string {
  const { until } = values;
  const query = new URLSearchParams({ fault: code });
  if (until instanceof Date) query.set("until", until.toISOString());
  return query.toString();
}

/** The answer says no in its status; a browser goes on to the page that says why. */
async function saidNo(refusal: Refusal, importPath: string): Promise<Response> {
  const href = `${importPath}?${queryOf(refusal)}`.replaceAll("&", "&amp;");
  const sentence = (await sentenceOf(refusal)).replace(/[<>&]/g, "");
  const page = `<!doctype html><title>Portico</title><meta http-equiv="refresh" content="0; url=${href}"><p>${sentence} <a href="${href}">Portico</a></p>`;
  return new Response(page, {
    status: statusOf(refusal.code),
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
  });
}

type Receiving = {
  /** Where the page of the lists stands; that of one list is below it. */
  importPath: string;
  permission: Permission;
  /** What else is told before twenty megabytes have been sent. */
  refuse?: (actor: Actor) => Promise<void>;
  take: Take;
};

async function taken(actor: Actor, request: Request, { permission, refuse, take }: Receiving) {
  await refuseEarly(actor, request, permission);
  await refuse?.(actor);
  return inTurn(actor, request, take);
}

/** Takes in a list for somebody signed in; what is refused leads back to the page that says why. */
export async function receive(tenant: string, request: Request, receiving: Receiving): Promise<Response> {
  const { importPath, permission } = receiving;
  const self = await currentSelf();
  if (!self) return leadTo(`/sign-in?next=${encodeURIComponent(importPath)}`);
  try {
    return leadTo(`${importPath}/${await taken({ self, tenant }, request, receiving)}`);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const who = { id: `${self.identityId}|${tenant}`, identityId: self.identityId, tenant };
    await noteRefusal(error, permission, who);
    return saidNo(error, importPath);
  }
}

/** Takes in a list, from a file or pasted, for a person of the tenant who may invite. */
export const receiveList = (tenant: string, request: Request): Promise<Response> =>
  receive(tenant, request, {
    importPath: `/t/${encodeURIComponent(tenant)}/settings/people/import`,
    permission: "people.invite",
    take: async (actor, contentType, body) => {
      const list = await readUpload(contentType, body);
      return withTenant(actor, "people.invite", (tx) => makeImport(tx, list));
    },
  });
