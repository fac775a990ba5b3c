import type { ReactNode } from "react";
import type { GateState } from "./passage-line";

export type TimelineEvent = {
  id: string;
  at?: string | undefined;
  when: string;
  text: ReactNode;
  hint?: ReactNode;
};

export type TimelineGate = {
  state: GateState;
  name: string;
  /** The state in a word, for those who do not see the shape. */
  word: string;
  events: readonly TimelineEvent[];
};

function Events({ events, notYet }: { events: readonly TimelineEvent[]; notYet: string }) {
  if (events.length === 0) return <p className="events muted">{notYet}</p>;
  return (
    <ol className="events">
      {events.map((event) => (
        <li key={event.id}>
          <time dateTime={event.at}>{event.when}</time>
          <span>
            {event.text}
            {event.hint && <span className="hint">{event.hint}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The passage line standing up: one item per gate, its events beside it. */
export function PassageTimeline({ gates, notYet }: { gates: readonly TimelineGate[]; notYet: string }) {
  return (
    <ol className="timeline">
      {gates.map((gate) => (
        <li key={gate.name} className={gate.state}>
          <i />
          <b>
            {gate.name} <span className="sr">{gate.word}</span>
          </b>
          <Events events={gate.events} notYet={notYet} />
        </li>
      ))}
    </ol>
  );
}
