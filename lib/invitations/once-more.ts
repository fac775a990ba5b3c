import { policyOf } from "@/lib/policy/policy";

/** Where a password that was just set is tried: by a company's own door where it has one, and by which name. */
export type FirstDoor = {
  /** Of the invitation's link. */
  ref: string;
  company: string | null;
  name: string;
  /** What is asked there after the password: a second step to add, security questions to choose. */
  secondStep: boolean;
  questions: boolean;
  /** It is the old password, brought along. */
  isKept?: boolean;
};

/** Null where the policy lets people in at once. */
export function firstDoor(
  { policy, companyCode }: { policy: Record<string, unknown>; companyCode: string },
  { userName, email }: { userName: string | null; email: string },
): Omit<FirstDoor, "ref" | "secondStep"> | null {
  const { afterActivation, companyCodeShown, questions } = policyOf(policy);
  if (afterActivation !== "sign_in_once_more") return null;
  const asked = { questions: questions === "on" };
  if (companyCodeShown === "no") return { ...asked, company: null, name: email };
  return { ...asked, company: companyCode, name: userName ?? email };
}
