import "server-only";
import type { NextAuthOptions, Session } from "next-auth";
import { withSystem } from "@/lib/access/doors";
import { env } from "@/lib/env";
import { macOf } from "@/lib/secrets";
import { endSession, type OpenSession, readSession } from "@/lib/sign-in/session";
import { SESSION_COOKIE, sessionCookieOptions } from "./cookies";

type Decoded = { raw: string; open: OpenSession };

const MINUTES_ON_THE_WAY = 15;
const onTheWay = { ...sessionCookieOptions, maxAge: MINUTES_ON_THE_WAY * 60 };
const cookie = (name: string, options: object = sessionCookieOptions) => ({
  name: `__Host-${name}`,
  options,
});

const cookies = {
  sessionToken: { name: SESSION_COOKIE, options: sessionCookieOptions },
  callbackUrl: cookie("callback-url"),
  csrfToken: cookie("csrf"),
  state: cookie("state", onTheWay),
  pkceCodeVerifier: cookie("pkce", onTheWay),
  nonce: cookie("nonce", onTheWay),
};

/**
 * The cookie is an opaque secret and the row is the truth: encode and decode are replaced, so no JWT exists.
 * `touch`: whether this request counts as being there.
 */
export const authOptions = (touch: boolean): NextAuthOptions => ({
  secret: macOf("next-auth", "").toString("base64url"),
  useSecureCookies: true,
  session: { strategy: "jwt", maxAge: 24 * 3600 },
  cookies,
  providers: [],
  pages: { signIn: "/sign-in", error: "/sign-in" },
  jwt: {
    encode: async ({ token }) => (token as Decoded | undefined)?.raw ?? "",
    decode: async ({ token: raw }) => {
      const open = await readSession(raw, touch);
      return raw && open ? { raw, open, sub: open.identityId } : null;
    },
  },
  callbacks: {
    jwt: ({ token }) => token,
    session: ({ session, token }) => ({ ...session, open: (token as Decoded).open }),
    redirect: () => `${env().APP_URL}/`,
  },
  events: { signOut: ({ token }) => revoke(token as Decoded | null) },
  logger: {
    // Every ended session would leave a stack otherwise.
    error: (code, details) =>
      code !== "JWT_SESSION_ERROR" && console.error(JSON.stringify({ level: "error", code, details })),
    warn: () => undefined,
    debug: () => undefined,
  },
});

const revoke = async (decoded: Decoded | null) =>
  decoded ? withSystem("end session", (tx) => endSession(tx, decoded.open)) : undefined;

/** What `/api/auth/session` shows a browser: that somebody is signed in, and until when. */
export const publicSession = ({ session }: { session: Session }): Session => ({ expires: session.expires });

declare module "next-auth" {
  interface Session {
    open?: OpenSession;
  }
}
