import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { authOptions, publicSession } from "@/lib/web/auth";

type Context = { params: Promise<{ nextauth: string[] }> };

/** The rest of next-auth is for providers, of which there is none, and writes what anybody sends into our log. */
const open = new Set(["GET session", "GET csrf", "GET signout", "POST signout"]);

async function handle(request: Request, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (!open.has(`${request.method} ${nextauth.join("/")}`)) return new Response(null, { status: 404 });
  process.env["NEXTAUTH_URL"] = env().APP_URL;
  const options = authOptions(false);
  return NextAuth(request as never, context as never, {
    ...options,
    callbacks: { ...options.callbacks, session: publicSession },
  });
}

export { handle as GET, handle as POST };
