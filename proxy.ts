import { type NextRequest, NextResponse } from "next/server";
import { headersEverywhere } from "@/lib/web/answer-headers";

const isDevelopment = process.env.NODE_ENV === "development";
const METHODS = new Set(["GET", "HEAD", "POST"]);

const contentPolicy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // The accent of a tenant and the widths of a bar are style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** A mailed link carries a secret in its address, which must not travel on as a referrer. */
const referrerPolicyOf = (path: string): string => (/^\/[il]\//.test(path) ? "no-referrer" : "same-origin");

/** Who has just signed out: the browser forgets what it kept of the pages seen (OWASP ASVS 5.0, 14.3.1). */
const isSignedOut = ({ method, nextUrl }: NextRequest): boolean =>
  method === "GET" && nextUrl.pathname === "/sign-in" && nextUrl.searchParams.has("out");

/** Next would call a form of another site a failure of ours. One that names no site is told by its action. */
function isForeign({ method, headers }: NextRequest): boolean {
  const origin = headers.get("origin");
  if (method !== "POST" || origin === null) return false;
  return origin !== new URL(process.env["APP_URL"] ?? "").origin;
}

const MOST_BYTES = 256 * 1024;
const isTooLarge = ({ headers }: NextRequest): boolean =>
  Number(headers.get("content-length") ?? 0) > MOST_BYTES;

/** What is answered before any page is asked; undefined for what may go on. */
function refusalOf(request: NextRequest): NextResponse | undefined {
  if (!METHODS.has(request.method))
    return new NextResponse(null, { status: 405, headers: { Allow: "GET, HEAD, POST" } });
  if (isForeign(request))
    return new NextResponse(
      "This form did not come from Portico. Open the page again and repeat what you did.",
      { status: 403 },
    );
  if (isTooLarge(request)) return new NextResponse("This is too much at once.", { status: 413 });
  return undefined;
}

/** Puts the same headers on every answer. It protects no page: the doors do. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy(nonce);
  const forwarded = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the request.
  forwarded.set("content-security-policy", policy);
  forwarded.set("x-nonce", nonce);
  // Where somebody who has to sign in first wanted to go; whatever a client sends is written over.
  forwarded.set("x-portico-path", request.nextUrl.pathname + request.nextUrl.search);

  const answer = refusalOf(request) ?? NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headersEverywhere)) answer.headers.set(name, value);
  answer.headers.set("Content-Security-Policy", policy);
  answer.headers.set("Referrer-Policy", referrerPolicyOf(request.nextUrl.pathname));
  // A redirect of a form is followed within the server, so a header of a page on the way would be lost.
  if (isSignedOut(request)) answer.headers.set("Clear-Site-Data", '"cache", "storage"');
  return answer;
}

// An upload is read as it comes: behind this it would be kept in memory and cut.
export const config = {
  matcher: [
    { source: "/((?!_next/static|_next/image|t/[^/]+/settings/(?:people|migration)/import/upload$).*)" },
  ],
};
