import "server-only";
import { env } from "@/lib/env";

/** Off to a clean page; the address that carried a secret is told to nobody (OWASP ASVS 5.0, 3.4.5). */
export const awayTo = (path: string): Response =>
  new Response(null, {
    status: 303,
    headers: {
      Location: new URL(path, env().APP_URL).toString(),
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "no-store",
    },
  });
