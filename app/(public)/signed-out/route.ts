import { env } from "@/lib/env";

/** On the way to the sign-in page the browser forgets what it kept of the pages seen (OWASP ASVS 5.0, 14.3.1). */
export function GET(request: Request): Response {
  const everywhere = new URL(request.url).searchParams.get("out") === "everywhere";
  return new Response(null, {
    status: 303,
    headers: {
      Location: new URL(`/sign-in?out=${everywhere ? "everywhere" : "here"}`, env().APP_URL).toString(),
      "Clear-Site-Data": '"cache", "storage"',
      "Cache-Control": "no-store",
    },
  });
}
