import type { Moments } from "./status";

const columns = {
  invitedAt: "invited_at",
  expiresAt: "expires_at",
  sentAt: "sent_at",
  deliveredAt: "delivered_at",
  openedAt: "opened_at",
  bouncedAt: "bounced_at",
  accountAt: "account_at",
  secondStepAt: "second_step_at",
  activeAt: "active_at",
  suspendedAt: "suspended_at",
  leftAt: "left_at",
} as const satisfies Record<keyof Moments, string>;

/** The moments of a row as a written statement returns it. */
export type RawMoments = Record<(typeof columns)[keyof Moments], string | null>;

export const momentsIn = (row: RawMoments): Moments =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      row[column] === null ? null : new Date(row[column]),
    ]),
  ) as Moments;
