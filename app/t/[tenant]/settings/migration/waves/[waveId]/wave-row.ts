import { getTranslations } from "next-intl/server";
import type { IconName } from "@/components/icon-shapes";
import type { TagTone } from "@/components/tag";
import type { WaveRow } from "@/lib/migration/wave-page";
import { passageOf } from "@/lib/people/status";
import { personPath } from "../../../people/list-href";
import { passageWords } from "../../../people/passage-words";
import { migrationLinks } from "../../migration-links";
import { reasonWords } from "../reason-words";

type State = Exclude<WaveRow["fate"], "waits">;

const looks: Record<State, [TagTone, IconName]> = {
  todo: ["neutral", "hourglass"],
  sent: ["info", "mail"],
  activated: ["ok", "done"],
  linked: ["ok", "person"],
  stays: ["neutral", "minus"],
  needs: ["attn", "warning"],
  bounced: ["danger", "alert"],
  failed: ["danger", "alert"],
  back: ["neutral", "undo"],
};

/** What would stay behind and what has are the same to look at. */
export const stateOf = ({ fate }: WaveRow): State => (fate === "waits" ? "needs" : fate);

/** The one next step, where somebody has to do something. */
function wayOf(row: WaveRow, state: State, person: string | null, tenant: string) {
  if (state === "needs" || state === "failed")
    return { href: migrationLinks(tenant).accounts({ q: row.oldUserName }), word: "mend" as const };
  return state === "bounced" && person ? { href: person, word: "mendAddress" as const } : null;
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
    const state = stateOf(row);
    const person = row.personId ? personPath(tenant, row.personId) : null;
    const way = wayOf(row, state, person, tenant);
    const [tone, icon] = looks[state];
    return {
      ...lineOf(row, now),
      id: row.accountId,
      name: row.name || row.oldUserName,
      old: [row.oldUserName, row.office].filter(Boolean).join(" · "),
      becomes: row.personName ?? t("nobodyYet"),
      person,
      note: row.reason ? reason(row.reason) : row.email,
      tag: { tone, icon, label: t(`rowState.${state}`) },
      way: way && { href: way.href, label: t(`way.${way.word}`) },
    };
  };
}
