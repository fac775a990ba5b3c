import { getTranslations } from "next-intl/server";
import type { IconName } from "@/components/icon-shapes";
import type { TagTone } from "@/components/tag";
import { quietReasons, type WaveRow } from "@/lib/migration/wave-page";
import { passageOf, statusOf } from "@/lib/people/status";
import { peoplePath } from "../../../people/list-href";
import { passageWords } from "../../../people/passage-words";
import { reasonWords } from "../reason-words";
import { accountHref } from "../wave-paths";

const looks = {
  todo: ["neutral", "hourglass"],
  sent: ["ok", "done"],
  activated: ["ok", "done"],
  linked: ["info", "person"],
  stays: ["neutral", "minus"],
  needs: ["attn", "warning"],
  bounced: ["danger", "alert"],
  failed: ["danger", "alert"],
  back: ["neutral", "undo"],
} as const satisfies Record<string, [TagTone, IconName]>;
type State = keyof typeof looks;

const isBounced = ({ moments }: WaveRow, now: Date) =>
  moments !== null && statusOf(moments, now) === "bounced";

function sentState(row: WaveRow, now: Date): State {
  if (row.standing === "moved") return "activated";
  return isBounced(row, now) ? "bounced" : "sent";
}

export function stateOf(row: WaveRow, now: Date): State {
  switch (row.state) {
    case "sent":
      return sentState(row, now);
    case "linked":
    case "failed":
    case "todo":
      return row.state;
    case "skipped":
      return quietReasons.includes(row.reason ?? "") ? "stays" : "needs";
    default:
      return "back";
  }
}

/** The one next step: at the person where there is one to speak of, else at the old account. */
function wayOf(row: WaveRow, state: State, tenant: string) {
  const person = row.personId ? `${peoplePath(tenant)}/${row.personId}` : null;
  if (state === "needs" || state === "failed")
    return { href: accountHref(tenant, row.oldUserName), word: "mend" as const };
  if (state === "bounced" && person) return { href: person, word: "mendAddress" as const };
  return state !== "todo" && person ? { href: person, word: "open" as const } : null;
}

async function lineWords() {
  const words = await passageWords();
  return ({ moments }: WaveRow, now: Date) => {
    if (!moments) return { gates: null, gatesLabel: "" };
    const passage = passageOf(moments, now);
    return { gates: passage.gates.map(({ state }) => state), gatesLabel: words.label(passage) };
  };
}

/** Accounts as the table draws them: words and shapes, nothing left to work out. */
export async function waveRower(tenant: string, now: Date) {
  const t = await getTranslations("waves");
  const lineOf = await lineWords();
  const reason = await reasonWords();
  return (row: WaveRow) => {
    const state = stateOf(row, now);
    const way = wayOf(row, state, tenant);
    const [tone, icon] = looks[state];
    return {
      ...lineOf(row, now),
      id: row.accountId,
      name: row.name || row.oldUserName,
      old: [row.oldUserName, row.office].filter(Boolean).join(" · "),
      becomes: row.personName ?? t("nobodyYet"),
      note: row.reason ? reason(row.reason) : row.email,
      tag: { tone, icon, label: t(`rowState.${state}`) },
      way: way && { href: way.href, label: t(`way.${way.word}`) },
    };
  };
}
