import { getTranslations } from "next-intl/server";
import { PassageTimeline, type TimelineEvent } from "@/components/passage-timeline";
import { type Gate, passageOf } from "@/lib/people/status";
import { gateOf, type PersonEvent } from "@/lib/people/timeline";
import type { Clock } from "../../../clock";
import { passageWords } from "../passage-words";
import { eventSentence } from "./event-sentence";
import type { PersonData } from "./read-person";

/** Signing in every day would hide how somebody came in. */
const SHOWN = 10;

async function told(events: readonly PersonEvent[], clock: Clock): Promise<TimelineEvent[]> {
  const shown = events.slice(-SHOWN);
  const lines = await Promise.all(
    shown.map(async (event): Promise<TimelineEvent> => {
      const { text, hint } = await eventSentence(event);
      return { id: String(event.seq), at: event.at.toISOString(), when: clock.moment(event.at), text, hint };
    }),
  );
  const t = await getTranslations("person");
  const hidden = events.length - shown.length;
  return hidden > 0
    ? [{ id: "earlier", when: "–", text: t("earlierEvents", { count: hidden }) }, ...lines]
    : lines;
}

/** What is known of a gate that no event tells. */
async function standing(gate: Gate, { person }: PersonData, clock: Clock): Promise<TimelineEvent[]> {
  const t = await getTranslations("person.standing");
  const { moments } = person;
  if (gate !== "delivered" || moments.bouncedAt) return [];
  if (moments.deliveredAt)
    return [
      {
        id: "delivered",
        at: moments.deliveredAt.toISOString(),
        when: clock.moment(moments.deliveredAt),
        text: t("delivered"),
      },
    ];
  if (moments.openedAt ?? moments.accountAt) return [{ id: "arrived", when: "–", text: t("arrived") }];
  return moments.sentAt
    ? [{ id: "unknown", when: clock.moment(moments.sentAt), text: t("deliveryUnknown") }]
    : [];
}

/** The passage line standing up: each gate with what happened there. */
export async function PersonTimeline({ data, clock }: { data: PersonData; clock: Clock }) {
  const t = await getTranslations("person");
  const words = await passageWords();
  const { person, events, now } = data;
  const gates = await Promise.all(
    passageOf(person.moments, now).gates.map(async ({ gate, state }) => {
      const own = events.filter((event) => gateOf(event, person.moments) === gate);
      const lines = [...(await told(own, clock)), ...(await standing(gate, data, clock))];
      return { state, name: words.gate(gate), word: words.state(state), events: lines };
    }),
  );
  return (
    <section>
      <h2 className="sr">{t("timeline")}</h2>
      <PassageTimeline gates={gates} notYet={t("notYet")} />
    </section>
  );
}
