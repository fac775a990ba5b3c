/** For so long who left is let in again as they were; after it only a new invitation opens the door. */
export const RESTORE_DAYS = 30;

/** Of somebody whose account is no more theirs in this company. */
export const withoutAccount = {
  identityId: null,
  accountAt: null,
  secondStepAt: null,
  activeAt: null,
  secondStepDueAt: null,
};

const DAY = 86_400_000;

export const restorableUntil = (leftAt: Date) => new Date(leftAt.getTime() + RESTORE_DAYS * DAY);

export const isRestorable = ({ leftAt }: { leftAt: Date | null }, now = new Date()) =>
  leftAt !== null && restorableUntil(leftAt) > now;
