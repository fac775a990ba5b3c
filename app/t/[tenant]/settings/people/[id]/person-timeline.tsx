import { getTranslations } from "next-intl/server";
import { PassageTimeline, type TimelineEvent } from "@/components/passage-timeline";
import { type Gate, type GateState, type Moments, passageOf } from "@/lib/people/status";
import { gateOf, type PersonEvent } from "@/lib/people/timeline";
import type { Clock } from "../../../clock";
import { troubleSentences } from "../../../trouble-sentences";
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

type Standing = { gate: Gate; state: GateState; at: Date | null };

async function ofDelivery({ person }: PersonData): Promise<{ text: string; at: Date | null } | null> {
  const t = await getTranslations("person.standing");
  const { deliveredAt, openedAt, accountAt, sentAt, bouncedAt } = person.moments;
  const domain = (person.email ?? "").split("@").at(-1) ?? "";
  if (bouncedAt) return { text: (await troubleSentences())(person.message?.trouble), at: bouncedAt };
  if (deliveredAt) return { text: t("delivered", { domain }), at: deliveredAt };
  if (openedAt) return { text: t("arrived"), at: openedAt };
  if (accountAt) return { text: t("passed.notMailed"), at: accountAt };
  return sentAt ? { text: t("deliveryUnknown"), at: sentAt } : null;
}

/** The mail server that took the present mail is named where the gate stands; once is enough. */
const isShownAsStanding = ({ action, at, details }: PersonEvent, { deliveredAt }: Moments) =>
  action === "message.delivered" &&
  (details["kind"] === "invitation" || details["kind"] === "join") &&
  deliveredAt !== null &&
  at >= deliveredAt;

/** How a gate was passed; some only because a later one was. */
function wayPast(gate: Gate, { sentAt, openedAt, secondStepAt }: Moments) {
  if (gate === "sent" && !sentAt) return "notMailed";
  if (gate === "opened" && !openedAt) return "notOpened";
  return gate === "secondStep" && !secondStepAt ? "noStep" : gate;
}

/** What is known of a gate that no event tells. */
async function standing(
  { gate, state, at }: Standing,
  isTold: boolean,
  data: PersonData,
  clock: Clock,
): Promise<TimelineEvent[]> {
  const t = await getTranslations("person.standing");
  const passed =
    state === "d" && !isTold ? { text: t(`passed.${wayPast(gate, data.person.moments)}`), at } : null;
  const known = gate === "delivered" && !(isTold && state === "f") ? await ofDelivery(data) : passed;
  if (!known) return [];
  return [{ id: "standing", when: known.at ? clock.moment(known.at) : "–", text: known.text }];
}

/** The passage line standing up: each gate with what happened there. */
export async function PersonTimeline({ data, clock }: { data: PersonData; clock: Clock }) {
  const t = await getTranslations("person");
  const words = await passageWords();
  const { person, events, now } = data;
  const gates = await Promise.all(
    passageOf(person.moments, now).gates.map(async (one) => {
      const { gate, state } = one;
      const own = events.filter(
        (event) => gateOf(event, person.moments) === gate && !isShownAsStanding(event, person.moments),
      );
      const lines = [...(await told(own, clock)), ...(await standing(one, own.length > 0, data, clock))];
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
