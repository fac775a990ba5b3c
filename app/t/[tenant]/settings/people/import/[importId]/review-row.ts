import { getTranslations } from "next-intl/server";
import type { IconName } from "@/components/icon-shapes";
import type { TagTone } from "@/components/tag";
import type { Verdict } from "@/lib/imports/judge";
import type { ShownRow } from "@/lib/imports/review";
import { type RoleFacts, rolesOfRow } from "@/lib/imports/role-of-row";
import { roleNamer } from "../../../../role-names";
import { personPath } from "../../list-href";
import { lookOf, verdictWords } from "../verdict-words";

type Mark = { mark: "leave_out" | "put_back" | "keep" | "apply"; label: string };

/** A row as the page shows it: data for the browser, with no rule in it. */
export type ReviewRow = {
  line: number;
  name: string;
  email: string;
  role: string;
  tag: { label: string; tone: TagTone; icon: IconName };
  todo: string;
  /** What can be typed or chosen in the row. */
  mends: "address" | "role" | null;
  marks: Mark[];
  resend: { personId: string; label: string } | null;
  link: { href: string; label: string } | null;
  labels: { address: string; role: string };
};

const ofAddress: readonly string[] = ["no_email", "check_address", "malformed", "dead_address"];
const ofRole: readonly string[] = ["no_role", "role_unknown", "role_above"];
const ofPerson: readonly string[] = ["active", "started", "suspended", "left"];
const settled: readonly string[] = [...ofPerson, "ready", "twice", "invited"];

function mendsOf(verdict: string): ReviewRow["mends"] {
  if (ofAddress.includes(verdict)) return "address";
  return ofRole.includes(verdict) ? "role" : null;
}

/** The same for somebody who may only read it: nothing to type, to choose or to press. */
export const toRead = (row: ReviewRow): ReviewRow => ({ ...row, mends: null, marks: [], resend: null });

/** Makes rows of the list ready to be shown, in the reader's language. */
export async function reviewRower(slug: string, facts: RoleFacts) {
  const t = await getTranslations("imports");
  const words = await verdictWords();
  const nameOf = await roleNamer();
  const list = (row: ShownRow) => rolesOfRow(row, facts).roles.map(nameOf).join(", ") || (row.roleText ?? "");

  function mendingMarks({ verdict, about, emailKey }: ShownRow): Mark[] {
    const better = about["better"];
    const apply =
      typeof better === "string" ? [{ mark: "apply" as const, label: t("apply", { better }) }] : [];
    const keeps = verdict === "check_address" && emailKey !== null;
    return keeps ? [...apply, { mark: "keep", label: t("keep") }] : apply;
  }

  function marksOf(row: ShownRow): Mark[] {
    if (row.verdict === "left_out") return [{ mark: "put_back", label: t("putBack") }];
    if (settled.includes(row.verdict)) return [];
    return [...mendingMarks(row), { mark: "leave_out", label: t("leaveOut") }];
  }

  function linkOf({ verdict, about }: ShownRow): ReviewRow["link"] {
    const { person, name } = about;
    const isSeen = ofPerson.includes(verdict) || about["offer"] === "bounced";
    if (!isSeen || typeof person !== "string") return null;
    const label = t(verdict === "left" ? "restore" : "open", { name: String(name) });
    return { href: personPath(slug, person), label };
  }

  return (row: ShownRow): ReviewRow => {
    const { line, name, email, about } = row;
    const verdict = row.verdict as Verdict;
    const person = about["person"];
    // Once more to a mailbox that sent it back helps nobody.
    const isResent = verdict === "invited" && about["offer"] !== "bounced" && typeof person === "string";
    return {
      line,
      name: name || "–",
      email,
      role: list(row) || "–",
      tag: { label: words.label(verdict), ...lookOf(verdict) },
      todo: words.todo(verdict, about),
      mends: mendsOf(verdict),
      marks: marksOf(row),
      resend: isResent ? { personId: person, label: t("resend") } : null,
      link: linkOf(row),
      labels: { address: t("addressOf", { line }), role: t("roleOf", { line }) },
    };
  };
}
