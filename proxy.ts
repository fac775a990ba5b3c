import { type NextRequest, NextResponse } from "next/server";

const isDevelopment = process.env.NODE_ENV === "development";
const METHODS = new Set(["GET", "HEAD", "POST"]);

const everywhere: Record<string, string> = {
  "Cache-Control": "private, no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "X-Robots-Tag": "noindex, nofollow",
};

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

/** Puts the same headers on every answer. It protects no page: the doors do. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy(nonce);
  const forwarded = new Headers(request.headers);
  // Next reads the nonce for its own scripts from the request.
  forwarded.set("content-security-policy", policy);
  forwarded.set("x-nonce", nonce);

  const answer = METHODS.has(request.method)
    ? NextResponse.next({ request: { headers: forwarded } })
    : new NextResponse(null, { status: 405, headers: { Allow: "GET, HEAD, POST" } });
  for (const [name, value] of Object.entries(everywhere)) answer.headers.set(name, value);
  answer.headers.set("Content-Security-Policy", policy);
  answer.headers.set("Referrer-Policy", referrerPolicyOf(request.nextUrl.pathname));
  // A redirect of a form is followed within the server, so a header of a page on the way would be lost.
  if (isSignedOut(request)) answer.headers.set("Clear-Site-Data", '"cache", "storage"');
  return answer;
}

export const config = { matcher: [{ source: "/((?!_next/static|_next/image).*)" }] };
