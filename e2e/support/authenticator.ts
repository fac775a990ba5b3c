import { generate } from "otplib";

const PERIOD = 30;
const MARGIN_SECONDS = 10;

const lastStep = new Map<string, number>();
const secondsNow = () => Date.now() / 1000;
const at = (key: string, step: number) => generate({ secret: key, epoch: step * PERIOD });

/** Until the step begins, if it has not. */
async function reach(step: number): Promise<void> {
  const wait = step * PERIOD - secondsNow() + 0.1;
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait * 1000));
}

/** A code that was not used before: of the step before or this one, else it waits for the next. */
export async function codeOf(key: string): Promise<string> {
  const now = Math.floor(secondsNow() / PERIOD);
  const left = (now + 1) * PERIOD - secondsNow();
  const earliest = left > MARGIN_SECONDS ? now - 1 : now;
  const step = Math.max(earliest, (lastStep.get(key) ?? 0) + 1);
  lastStep.set(key, step);
  await reach(step);
  return at(key, step);
}

/** What a phone with a wrong clock shows. */
export const codeWithClockOff = (key: string, minutes: number) =>
  at(key, Math.floor(secondsNow() / PERIOD) + minutes * 2);

/** A code of this key, but of another day. */
export const wrongCode = (key: string) => at(key, 1);
