/** The only statuses there are, in the order in which the first that holds is shown. */
export const statuses = [
  "left",
  "suspended",
  "active",
  "started",
  "bounced",
  "expired",
  "invited",
  "not_invited",
] as const;
export type Status = (typeof statuses)[number];

/** The order of a list by status: who needs somebody's hand stands first. */
export const byAttention: readonly Status[] = [
  "bounced",
  "expired",
  "started",
  "invited",
  "not_invited",
  "suspended",
  "active",
  "left",
];

/** The facts a status is derived from: the moments of the gates on the person's row. */
export type Moments = {
  invitedAt: Date | null;
  expiresAt: Date | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  openedAt: Date | null;
  bouncedAt: Date | null;
  accountAt: Date | null;
  secondStepAt: Date | null;
  activeAt: Date | null;
  suspendedAt: Date | null;
  leftAt: Date | null;
};

/** The one rule. `people.stage` says the same in SQL, but for Expired, which only `now` can tell. */
export function statusOf(person: Moments, now: Date): Status {
  const first: [Date | null, Status][] = [
    [person.leftAt, "left"],
    [person.suspendedAt, "suspended"],
    [person.activeAt, "active"],
    [person.accountAt, "started"],
    [person.bouncedAt, "bounced"],
    [person.invitedAt && person.expiresAt && person.expiresAt <= now ? person.expiresAt : null, "expired"],
    [person.invitedAt, "invited"],
  ];
  return first.find(([moment]) => moment !== null)?.[1] ?? "not_invited";
}

export const gates = ["sent", "delivered", "opened", "account", "secondStep", "active"] as const;
export type Gate = (typeof gates)[number];

/** passed, here within time, waiting too long, failed, ahead */
export type GateState = "d" | "h" | "w" | "f" | "a";

const WAITING_DAYS = 3;
const DAY = 86_400_000;

const reachedAt = (person: Moments): Record<Gate, Date | null> => ({
  // Whoever came by another way has not waited for the mail.
  sent: person.sentAt ?? person.openedAt ?? person.accountAt,
  // By SMTP nobody reports delivery: what came after proves it.
  delivered: person.deliveredAt ?? person.openedAt ?? person.accountAt,
  opened: person.openedAt ?? person.accountAt,
  account: person.accountAt,
  secondStep: person.secondStepAt ?? person.activeAt,
  active: person.activeAt,
});

/** Before which gate somebody stood at that moment; who is in stays at the last. */
export function gateAt(person: Moments, moment: Date): Gate {
  const at = reachedAt(person);
  const hasPassed = (reached: Date | null) => reached !== null && reached <= moment;
  return gates.find((gate) => !hasPassed(at[gate])) ?? "active";
}

export type Passage = { gates: { gate: Gate; state: GateState; at: Date | null }[]; here: Gate | null };

function stateHere(status: Status, person: Moments, gate: Gate, now: Date): GateState {
  if (status === "bounced") return "f";
  if (status === "expired") return "w";
  const since = gate === "sent" ? person.invitedAt : (person.accountAt ?? person.sentAt);
  return status === "started" && since && now.getTime() - since.getTime() > WAITING_DAYS * DAY ? "w" : "h";
}

/** Where somebody stands on the way in: at most one gate is "here", and after it all are ahead. */
export function passageOf(person: Moments, now: Date): Passage {
  const status = statusOf(person, now);
  const at = reachedAt(person);
  const stopped = status === "bounced" ? "delivered" : gates.find((gate) => at[gate] === null);
  const moving = status !== "left" && status !== "suspended" && status !== "not_invited";
  const here = moving ? (stopped ?? null) : null;
  const edge = stopped ? gates.indexOf(stopped) : gates.length;
  return {
    here,
    gates: gates.map((gate, index) => ({
      gate,
      at: at[gate],
      state: index < edge ? "d" : gate === here ? stateHere(status, person, gate, now) : "a",
    })),
  };
}
