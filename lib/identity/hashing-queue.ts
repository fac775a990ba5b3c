import { availableParallelism } from "node:os";
import { Refusal } from "@/lib/refusal";

const MOST_WAITING = 100;

/** So many at once; the others wait in line, and a hundred is the longest. */
function queueOf(atOnce: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting.length >= MOST_WAITING) throw new Refusal("busy");
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** Slow hashes run as many at once as there are processors, so that sign-ins cannot starve everything else. */
export const queued = queueOf(availableParallelism());

/** A list says itself how slow its hashes are: they wait in a line of their own, and half the processors stay free. */
export const queuedOld = queueOf(Math.max(1, Math.floor(availableParallelism() / 2)));
