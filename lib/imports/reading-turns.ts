import { Refusal } from "@/lib/refusal";

/** So many lists are held in memory at a time, one of each company; the others have not been read yet. */
const AT_ONCE = 2;
const MOST_WAITING = 20;
const LONGEST_MS = 10_000;

type Waiting = { who: string; begin: () => void };

/** Turns at reading lists in this process: whoever comes when all are taken waits a little, or is told to. */
export class ReadingTurns {
  readonly #reading = new Set<string>();
  #waiting: Waiting[] = [];

  constructor(private readonly longestMs = LONGEST_MS) {}

  async take<T>(who: string, read: () => Promise<T>): Promise<T> {
    await this.#turnOf(who);
    try {
      return await read();
    } finally {
      this.#reading.delete(who);
      this.#next();
    }
  }

  #isFree(who: string): boolean {
    return this.#reading.size < AT_ONCE && !this.#reading.has(who);
  }

  async #turnOf(who: string): Promise<void> {
    if (this.#isFree(who)) {
      this.#reading.add(who);
      return;
    }
    if (this.#waiting.length >= MOST_WAITING) throw new Refusal("lists_waiting");
    await this.#wait(who);
  }

  #wait(who: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((one) => one !== waiting);
        reject(new Refusal("lists_waiting"));
      }, this.longestMs);
      const waiting: Waiting = {
        who,
        begin: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      this.#waiting.push(waiting);
    });
  }

  /** The one that waits longest of those whose own list is not being read. */
  #next(): void {
    const next = this.#waiting.find(({ who }) => this.#isFree(who));
    if (!next) return;
    this.#waiting = this.#waiting.filter((one) => one !== next);
    this.#reading.add(next.who);
    next.begin();
  }
}

export const readingTurns = new ReadingTurns();
