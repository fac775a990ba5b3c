import { availableParallelism } from "node:os";
import { Refusal } from "@/lib/refusal";

const AT_ONCE = availableParallelism();
const MOST_WAITING = 100;

let running = 0;
const waiting: (() => void)[] = [];

/** Slow hashes run as many at once as there are processors, so that sign-ins cannot starve everything else. */
export async function queued<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= MOST_WAITING) throw new Refusal("busy");
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    // The place goes straight to the next in line.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
