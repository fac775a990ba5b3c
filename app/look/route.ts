import { NextResponse } from "next/server";
import { rememberLook } from "@/lib/web/look";
import { rememberOwnLanguage } from "@/lib/web/own-language";
import { returnPathOf } from "@/lib/web/return-path";

/** Remembers a language, a theme or a density on this device and goes back to where it was chosen. */
export async function POST(request: Request): Promise<NextResponse> {
  const origin = request.headers.get("origin");
  const isOurs =
    origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
  if (!isOurs) return new NextResponse(null, { status: 403 });

  const form = await request.formData().catch(() => null);
  if (!form) return new NextResponse(null, { status: 400 });
  await rememberLook(form);
  await rememberOwnLanguage(form.get("language"));
  const wish = form.get("return");
  const path = returnPathOf(typeof wish === "string" ? wish : request.headers.get("referer"), origin);
  return new NextResponse(null, { status: 303, headers: { Location: path } });
}
