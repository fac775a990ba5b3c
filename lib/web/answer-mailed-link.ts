import "server-only";
import { env } from "@/lib/env";
import { isRefusal } from "@/lib/refusal";
import { followMailedLink } from "./mailed-link";
import { sentenceOf } from "./say-no";

/** Off to a clean page; the address that carried a secret is told to nobody (OWASP ASVS 5.0, 3.4.5). */
const awayTo = (path: string): Response =>
  new Response(null, {
    status: 303,
    headers: {
      Location: new URL(path, env().APP_URL).toString(),
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "no-store",
    },
  });

const WAIT_SECONDS = 600;

/** What a mailed link answers: it shows nothing and spends nothing, for mail scanners open links as well. */
export async function answerMailedLink(secret: string): Promise<Response> {
  try {
    return awayTo(await followMailedLink(secret));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const headers = { "Retry-After": String(WAIT_SECONDS), "Content-Type": "text/plain; charset=utf-8" };
    return new Response(await sentenceOf(error), { status: 429, headers });
  }
}
