import type { Action } from "@/lib/events/actions";
import type { Details } from "@/lib/events/record";
import type { PersonEvent } from "./timeline";

/** `by` is who acted; an administrator of another tenant has neither a name nor a kind here. */
export type ActivityEvent = Omit<PersonEvent, "seq"> & {
  of: "event";
  id: string;
  by: "insider" | "person" | "portico" | "nobody";
};

/** A letter or a text and what became of it; nothing is kept of what it says. */
export type ActivityMessage = {
  of: "message";
  id: string;
  at: Date;
  kind: string;
  channel: "mail" | "text";
  address: string;
  state: string;
  trouble: string | null;
};

export type ActivityItem = ActivityEvent | ActivityMessage;

type Common = { at: string; at_key: string; key: string; reason: string | null };

type EventRow = Common & {
  action: Action;
  result: PersonEvent["result"];
  details: Details;
  actor_kind: string;
  actor: string | null;
};

type MessageRow = Common & {
  action: null;
  kind: string;
  channel: "mail" | "text";
  address: string;
  state: string;
};

export type ActivityRow = EventRow | MessageRow;

// At the door nobody is signed in yet: there the system writes down what a person did.
function byOf({ actor_kind, actor, action }: EventRow): ActivityEvent["by"] {
  if (actor_kind === "identity") return "person";
  if (actor_kind === "system") return action.startsWith("message.") ? "portico" : "nobody";
  return actor === null ? "nobody" : "insider";
}

/** Which of the two offers an address got tells whether it has an account elsewhere: here they are one. */
const offerOrOther = (kind: string) => (kind === "join" ? "invitation" : kind);

const messageIn = ({ at, key, reason, kind, channel, address, state }: MessageRow): ActivityMessage => ({
  ...{ of: "message", id: key, at: new Date(at), trouble: reason },
  ...{ kind: offerOrOther(kind), channel, address, state },
});

const eventIn = (row: EventRow): ActivityEvent => {
  const { at, key, reason, action, result, details, actor } = row;
  return { of: "event", id: key, at: new Date(at), reason, action, result, details, actor, by: byOf(row) };
};

export const activityIn = (row: ActivityRow): ActivityItem =>
  row.action === null ? messageIn(row) : eventIn(row);
