import type { ListedAccount } from "@/lib/migration/list-accounts";
import type { Mark } from "@/lib/migration/mend";

/** Which fields mend an account in its row, and whether they stand open. */
type Mending = { fields: "address" | "both"; isOpen: boolean } | null;

const open: readonly string[] = ["no_email", "malformed", "check_address", "user_name"];
const named: readonly string[] = ["check_name", "cell_large"];
const folded: readonly string[] = ["duplicate", "two_offices", "already_person", "signs_in_here", "shared"];

export function mendingOf({ standing, verdict }: ListedAccount): Mending {
  if (standing !== "waits") return null;
  if (named.includes(verdict)) return { fields: "both", isOpen: true };
  if (open.includes(verdict)) return { fields: "address", isOpen: true };
  return folded.includes(verdict) ? { fields: "address", isOpen: false } : null;
}

const hasBetter = ({ about }: ListedAccount) => typeof about["better"] === "string";
const isNamesake = ({ verdict, about }: ListedAccount) =>
  verdict === "already_person" && about["how"] === "name";
const canKeep: readonly string[] = ["inactive", "shared", "check_address"];

function marksOfWaiting(account: ListedAccount): Mark[] {
  const wanted: [Mark, boolean][] = [
    ["apply", hasBetter(account)],
    ["keep", canKeep.includes(account.verdict)],
    ["separate", isNamesake(account)],
    ["leave_out", account.verdict !== "unread"],
  ];
  return wanted.filter(([, isOn]) => isOn).map(([mark]) => mark);
}

const isLinked = ({ personId, madePerson }: ListedAccount) => personId !== null && !madePerson;

/** What can be done with one press. */
export function marksOf(account: ListedAccount): Mark[] {
  const { standing } = account;
  if (standing === "left_out") return ["take_in"];
  if (standing === "ready") return isLinked(account) ? ["unlink", "leave_out"] : ["leave_out"];
  return standing === "waits" ? marksOfWaiting(account) : [];
}

const proposing: readonly string[] = ["duplicate", "two_offices", "already_person", "signs_in_here"];

/** Whether somebody can say that both are one. */
export const canLink = ({ standing, verdict, proposed }: ListedAccount) =>
  standing === "waits" && proposed !== null && proposing.includes(verdict);
