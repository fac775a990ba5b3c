import "server-only";
import { pipeline, Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import busboy from "busboy";
import type { Actor } from "@/lib/access/actor";
import { withOwnTenant, withTenant } from "@/lib/access/doors";
import { countTry } from "@/lib/identity/limits";
import { MOST_BYTES } from "@/lib/imports/limits";
import { makeImport } from "@/lib/imports/make";
import { readFile } from "@/lib/imports/read";
import { readPasted } from "@/lib/imports/read-pasted";
import { isRefusal, Refusal, type RefusalCode } from "@/lib/refusal";
import { currentSelf } from "./current";
import { refuseForeignOrigin } from "./origin";
import { noteRefusal, sentenceOf } from "./say-no";

const AROUND_THE_FILE = 64 * 1024;
const UPLOADS = { name: "import upload", most: 60, seconds: 3600 };

type Received = { file: Readable; name: string } | { text: string };

/** The file as it comes, or what was pasted; nothing is written to a disk. */
function receivedIn(request: Request, body: Readable): Promise<Received> {
  return new Promise((resolve, reject) => {
    let text = "";
    const parts = busboy({
      headers: Object.fromEntries(request.headers),
      defParamCharset: "utf8",
      limits: { files: 1, fields: 3, parts: 5, fieldSize: MOST_BYTES + 1, fileSize: MOST_BYTES + 1 },
    });
    parts.on("field", (name, value, { valueTruncated }) => {
      if (valueTruncated) reject(new Refusal("file_too_large"));
      if (name === "text") text = value;
    });
    parts.on("file", (_name, file, { filename }) => {
      if (filename) resolve({ file, name: filename });
      else file.resume();
    });
    parts.on("close", () => resolve({ text }));
    parts.on("error", () => reject(new Refusal("file_not_text")));
    // An upload that is cut off ends the reading too.
    pipeline(body, parts, (error) => error && reject(new Refusal("file_not_text")));
  });
}

async function sheetIn(received: Received) {
  if ("text" in received) return { source: "paste" as const, sheet: await readPasted(received.text) };
  return { source: "file" as const, fileName: received.name, sheet: await readFile(received.file) };
}

async function refuseEarly(actor: Actor, request: Request): Promise<void> {
  await refuseForeignOrigin();
  // Known before the first byte of the list is read.
  const mayInvite = await withOwnTenant(actor, async (tx) => tx.actor.permissions.has("people.invite"));
  if (!mayInvite) throw new Refusal("not_permitted");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES + AROUND_THE_FILE)
    throw new Refusal("file_too_large");
  const until = await countTry(UPLOADS, `${actor.self.identityId}|${actor.tenant}`);
  if (until) throw new Refusal("too_many", { until });
  if (!/^multipart\/form-data/i.test(request.headers.get("content-type") ?? ""))
    throw new Refusal("file_not_text");
}

async function taken(actor: Actor, request: Request): Promise<string> {
  await refuseEarly(actor, request);
  const body = Readable.fromWeb((request.body ?? new ReadableStream()) as WebStream);
  try {
    const list = await sheetIn(await receivedIn(request, body));
    return await withTenant(actor, "people.invite", (tx) => makeImport(tx, list));
  } finally {
    body.destroy();
  }
}

const statusOf = (code: RefusalCode): number => {
  if (code === "file_too_large" || code === "file_too_many_rows") return 413;
  if (code === "not_permitted" || code === "wrong_origin") return 403;
  if (code === "too_many") return 429;
  return code === "not_found" ? 404 : 400;
};

const headers = {
  "Cache-Control": "private, no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
};

const leadTo = (path: string): Response =>
  new Response(null, { status: 303, headers: { ...headers, Location: path } });

/** The answer says no in its status; a browser goes on to the page that says why. */
async function saidNo(refusal: Refusal, importPath: string): Promise<Response> {
  const href = `${importPath}?fault=${refusal.code}`;
  const sentence = (await sentenceOf(refusal)).replace(/[<>&]/g, "");
  const page = `<!doctype html><title>Portico</title><meta http-equiv="refresh" content="0; url=${href}"><p>${sentence} <a href="${href}">Portico</a></p>`;
  return new Response(page, {
    status: statusOf(refusal.code),
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
  });
}

/** Takes in a list, from a file or pasted, for a person of the tenant who may invite. */
export async function receiveList(tenant: string, request: Request): Promise<Response> {
  const importPath = `/t/${encodeURIComponent(tenant)}/settings/people/import`;
  const self = await currentSelf();
  if (!self) return leadTo(`/sign-in?next=${encodeURIComponent(importPath)}`);
  try {
    return leadTo(`${importPath}/${await taken({ self, tenant }, request)}`);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const who = { id: `${self.identityId}|${tenant}`, identityId: self.identityId, tenant };
    await noteRefusal(error, "people.invite", who);
    return saidNo(error, importPath);
  }
}
