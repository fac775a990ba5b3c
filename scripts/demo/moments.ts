import type { State } from "./company";

const HOUR = 3_600_000;
export const ago = (hours: number) => new Date(Date.now() - hours * HOUR);

/** The moments of somebody who stands there, as they came about. */
export function momentsOf(state: State, hours: number) {
  const invited = { invitedAt: ago(hours), sentAt: ago(hours - 0.1), expiresAt: ago(hours - 14 * 24) };
  const begun = { ...invited, openedAt: ago(hours - 2), accountAt: ago(hours - 2.1) };
  const active = { ...begun, secondStepAt: ago(hours - 2.2), activeAt: ago(hours - 2.3) };
  const all = {
    not_invited: {},
    invited,
    opened: { ...invited, openedAt: ago(hours - 2) },
    expired: { ...invited, expiresAt: ago(24) },
    bounced: { ...invited, sentAt: null, bouncedAt: ago(hours - 0.2) },
    started: begun,
    active,
    suspended: { ...active, suspendedAt: ago(30) },
    left: { ...active, leftAt: ago(100) },
  };
  return all[state];
}
