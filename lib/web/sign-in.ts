import "server-only";
import { cookies } from "next/headers";
import type { z } from "zod";
import { env } from "@/lib/env";
import type { Outcome } from "@/lib/sign-in/answer-password";
import { checkPassword, type PasswordVerdict, type SignInDraft } from "@/lib/sign-in/check-password";
import { DEVICE_COOKIE, keepFlow, keepSession } from "./cookies";
import type { Answer } from "./public-action";
import { returnPathOf } from "./return-path";
import { clientAddress } from "./trace";

/** Only our own pages are gone back to. */
export const safePath = (path: string | null | undefined) => returnPathOf(path, env().APP_URL);

export async function passwordOfRequest(draft: z.output<typeof SignInDraft>): Promise<PasswordVerdict> {
  const device = (await cookies()).get(DEVICE_COOKIE)?.value;
  return checkPassword(draft, { address: await clientAddress(), device });
}

const clock = (moment: Date) =>
  new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: "Europe/Amsterdam",
  }).format(moment);

/** Cookies first, then the page of what is still asked. */
export async function leadOnFromPassword(outcome: Outcome): Promise<string | Answer> {
  if ("verdict" in outcome) {
    if (outcome.verdict === "wrong") return { status: "refused", key: "sign_in_wrong" };
    return { status: "refused", key: "sign_in_wait", values: { until: clock(outcome.until) } };
  }
  if (outcome.next === "session") {
    await keepSession(outcome.session, outcome.identityId);
    return safePath(outcome.returnTo);
  }
  await keepFlow(outcome.next === "code" ? "sign-in" : "activation", outcome.flow);
  return outcome.next === "code" ? "/sign-in/code" : "/welcome/second-step";
}
