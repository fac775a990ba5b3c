import type { Contact } from "@/db/schema/tenants";
import type { BuiltInRole } from "@/lib/access/permissions";
import type { QuestionKey } from "@/lib/questions/catalogue";

export type State =
  | "not_invited"
  | "invited"
  | "opened"
  | "expired"
  | "bounced"
  | "started"
  | "active"
  | "suspended"
  | "left";

export type DemoPerson = {
  name: string;
  email: string;
  role: BuiltInRole;
  state: State;
  /** How long ago it began, in hours. */
  hours: number;
  signIn?: true;
  /** What this person's state is good for trying. */
  story?: string;
  /** How many backup codes still work; they are printed with the sign-in. */
  codes?: number;
  /** The answers to the security questions that are set. */
  answers?: Partial<Record<QuestionKey, string>>;
  /** A recovery phone that was confirmed; `country` differs where the list of blocked ones came later. */
  phone?: { number: string; country: string };
  /** No second step yet, and so many days left to set one up. */
  dueInDays?: number;
};

export type DemoCompany = {
  draft: { name: string; slug: string; companyCode: string; language: "en" | "nl" };
  policy: Record<string, unknown>;
  contact: Contact;
  accent: string;
  applications: { name: string; url: string }[];
  people: DemoPerson[];
  crowd: number;
  at: (local: string) => string;
};
