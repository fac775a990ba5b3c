import { getTranslations } from "next-intl/server";
import { Pager } from "@/components/pager";
import type { ActivityEvent, ActivityMessage } from "@/lib/people/activity-item";
import type { Clock } from "../../../../clock";
import { troubleSentences } from "../../../../trouble-sentences";
import { personPath } from "../../list-href";
import { eventSentence } from "../event-sentence";
import type { PersonData } from "../read-person";

type Line = { id: string; at: Date; text: string; hints: (string | null)[] };

async function lineOfEvent(event: ActivityEvent, { person }: PersonData): Promise<Line> {
  const t = await getTranslations("person.activity.by");
  const { text, hint } = await eventSentence(event);
  const name = event.by === "person" ? person.name : (event.actor ?? "");
  return {
    ...{ id: event.id, at: event.at, text },
    hints: [hint, event.by === "nobody" ? null : t(event.by, { name })],
  };
}

async function lineOfMessage(message: ActivityMessage): Promise<Line> {
  const t = await getTranslations("person.activity");
  const { id, at, kind, channel, address, state, trouble } = message;
  return {
    ...{ id, at, text: t("message", { channel, kind }) },
    hints: [
      t("to", { address }),
      t("state", { state }),
      trouble ? (await troubleSentences())(trouble) : null,
    ],
  };
}

function Lines({ lines, clock, label }: { lines: readonly Line[]; clock: Clock; label: string }) {
  return (
    <ol className="events activity" aria-label={label}>
      {lines.map(({ id, at, text, hints }) => (
        <li key={id}>
          <time dateTime={at.toISOString()}>{clock.moment(at)}</time>
          <span>
            {text}
            {hints.map(
              (hint) =>
                hint && (
                  <span key={hint} className="hint">
                    {hint}
                  </span>
                ),
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

type Props = { data: PersonData; clock: Clock; isLater: boolean };

export async function PersonActivity({ data, clock, isLater }: Props) {
  const t = await getTranslations("person.activity");
  const { activity, person, tenant } = data;
  const { items, older } = activity;
  const href = `${personPath(tenant.slug, person.id)}/activity`;
  const label = t("label", { name: person.name });
  const lines = await Promise.all(
    items.map((item) => (item.of === "event" ? lineOfEvent(item, data) : lineOfMessage(item))),
  );
  return (
    <section>
      <h2 className="sr">{label}</h2>
      {lines.length > 0 ? <Lines lines={lines} clock={clock} label={label} /> : <p>{t("empty")}</p>}
      {(lines.length > 0 || isLater) && (
        <Pager
          count={t("count", { count: lines.length })}
          label={t("pages")}
          previous={isLater ? { href, label: t("newest") } : undefined}
          next={older ? { href: `${href}?before=${older}`, label: t("older") } : undefined}
        />
      )}
    </section>
  );
}
