import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { authOptions, publicSession } from "@/lib/web/auth";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: Request, context: Context): Promise<Response> {
  process.env["NEXTAUTH_URL"] = env().APP_URL;
  const options = authOptions(false);
  return NextAuth(request as never, context as never, {
    ...options,
    callbacks: { ...options.callbacks, session: publicSession },
  });
}

export { handle as GET, handle as POST };
