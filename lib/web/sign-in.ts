import "server-only";
import { cookies } from "next/headers";
import { isStopped } from "@/lib/identity/limits";
import { Refusal } from "@/lib/refusal";
import type { Outcome } from "@/lib/sign-in/answer-password";
import {
  type Claim,
  type CompanySignInDraft,
  checkPassword,
  type PasswordVerdict,
  type SignInDraft,
} from "@/lib/sign-in/check-password";
import { leadIn } from "./arrival";
import { DEVICE_COOKIE, keepFlow, keepTrusted, trustedSecret } from "./cookies";
import { wishByAddress, wishByCompany } from "./door";
import type { Answer } from "./public-action";
import { noteRefusal } from "./say-no";
import { clientAddress } from "./trace";

async function checked(claim: Claim): Promise<PasswordVerdict> {
  const device = (await cookies()).get(DEVICE_COOKIE)?.value;
  const verdict = await checkPassword(claim, { address: await clientAddress(), device });
  return verdict.verdict === "right" ? { ...verdict, trusted: await trustedSecret() } : verdict;
}

export async function passwordOfRequest(draft: SignInDraft): Promise<PasswordVerdict> {
  const { email: name, password, returnTo } = draft;
  const verdict = await checked({ name, password, returnTo });
  await wishByAddress(verdict, draft);
  return verdict;
}

/** The same with a company code, by which user names are somebody's. */
export async function companyPasswordOfRequest(draft: CompanySignInDraft): Promise<PasswordVerdict> {
  const verdict = await checked(draft);
  await wishByCompany(verdict, draft);
  return verdict;
}

const clock = (moment: Date) =>
  new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: "Europe/Amsterdam",
  }).format(moment);

const ways = {
  code: { purpose: "sign-in", page: "/sign-in/code" },
  "second-step": { purpose: "activation", page: "/welcome/second-step" },
  "second-step-due": { purpose: "sign-in", page: "/sign-in/second-step-due" },
} as const;

type Wrong = "sign_in_wrong" | "sign_in_wrong_company";

async function sayNo(answer: Extract<Outcome, { verdict: unknown }>, wrong: Wrong): Promise<Answer> {
  if (answer.verdict === "wrong") return { status: "refused", key: wrong };
  await noteRefusal(new Refusal("too_many", { until: answer.until }), "sign in", {
    id: await clientAddress(),
  });
  if (isStopped(answer.until)) return { status: "refused", key: "sign_in_stopped" };
  return { status: "refused", key: "sign_in_wait", values: { until: clock(answer.until) } };
}

/** Cookies first, then the page of what is still asked; one text for whatever was wrong. */
const leadOn =
  (wrong: Wrong) =>
  async (outcome: Outcome): Promise<string | Answer> => {
    if ("verdict" in outcome) return sayNo(outcome, wrong);
    if (outcome.next === "in") {
      if (outcome.trusted) await keepTrusted(outcome.trusted);
      return leadIn(outcome.arrival, outcome.identityId, outcome.returnTo);
    }
    const { purpose, page } = ways[outcome.next];
    await keepFlow(purpose, outcome.flow);
    return page;
  };

export const leadOnFromPassword = leadOn("sign_in_wrong");
export const leadOnFromCompanyPassword = leadOn("sign_in_wrong_company");
