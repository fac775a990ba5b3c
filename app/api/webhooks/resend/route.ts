import { env } from "@/lib/env";
import { takeWebhook } from "@/lib/web/webhook";

export const dynamic = "force-dynamic";

/** Where Resend reports what became of a mail. A signature takes the place of session, cookie and origin. */
export const POST = (request: Request): Promise<Response> =>
  takeWebhook(request, env().RESEND_WEBHOOK_SECRET);
