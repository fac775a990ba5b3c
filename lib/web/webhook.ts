import "server-only";
import { countTry } from "@/lib/identity/limits";
import { takeReport } from "@/lib/mail/report";
import { reportIn } from "@/lib/mail/report-in";
import { isRefusal } from "@/lib/refusal";
import { addressIn } from "./trace";

const MOST_BYTES = 64 * 1024;
/** Only what is refused counts: the provider itself reports thousands of mails from a few addresses. */
const REFUSED = { name: "webhook", most: 60, seconds: 600 };

const empty = (status: number, headers: HeadersInit = {}) => new Response(null, { status, headers });

async function refuse(request: Request, status: number): Promise<Response> {
  const until = await countTry(REFUSED, addressIn(request.headers));
  if (!until) return empty(status);
  return empty(429, { "Retry-After": String(Math.ceil((until.getTime() - Date.now()) / 1000)) });
}

/** The body exactly as it was signed; null for one that is too large, of which no more is read. */
async function bodyOf({ headers, body }: Request): Promise<string | null> {
  if (Number(headers.get("content-length") ?? 0) > MOST_BYTES) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > MOST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

const isJson = ({ headers }: Request) =>
  /^application\/json\s*(;|$)/i.test(headers.get("content-type") ?? "");

async function read(request: Request, secret: string) {
  const body = await bodyOf(request);
  if (body === null) return "too_large";
  const given = (name: string) => request.headers.get(`svix-${name}`) ?? "";
  const signed = { id: given("id"), timestamp: given("timestamp"), signature: given("signature"), body };
  return reportIn(signed, secret);
}

/** Takes a signed report; a message that nobody here knows, and a kind that says nothing, are fine. */
export async function takeWebhook(request: Request, secret: string | undefined): Promise<Response> {
  if (!secret) return empty(404);
  if (!isJson(request)) return refuse(request, 415);
  const report = await read(request, secret);
  if (report === "too_large") return refuse(request, 413);
  if (report === "forged") return refuse(request, 401);
  try {
    if (report) await takeReport(report);
    return empty(200);
  } catch (error) {
    // Reported again in a moment.
    if (isRefusal(error)) return empty(503, { "Retry-After": "5" });
    throw error;
  }
}
