import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Refusal } from "@/lib/refusal";
import { ReadingTurns } from "./reading-turns";
import { MOST_OF_REQUEST, readUpload } from "./receive";

const MB = 1024 * 1024;
const PIECE = 64 * 1024;
const TYPE = "multipart/form-data; boundary=b";

const head = (of: string) => Buffer.from(`--b\r\nContent-Disposition: form-data; ${of}\r\n\r\n`);
const FILE = 'name="file"; filename="people.csv"';

type Part = { of: string; repeat: string; bytes: number };

/** A form as it comes over the wire, made as it is read; counts what is taken of it. */
function upload(parts: readonly Part[]) {
  const seen = { bytes: 0 };
  async function* body() {
    for (const { of, repeat, bytes } of parts) {
      yield head(of);
      const piece = Buffer.from(repeat.repeat(Math.ceil(PIECE / repeat.length)));
      for (let sent = 0; sent < bytes; sent += piece.length) {
        seen.bytes += piece.length;
        yield piece;
      }
      yield Buffer.from("\r\n");
    }
    yield Buffer.from("--b--\r\n");
  }
  return { body: body(), seen };
}

const read = (parts: readonly Part[]) => readUpload(TYPE, upload(parts).body);
/** 49,000 rows in 19 MB. */
const line = `anna@linde.test;${"x".repeat(390)}\n`;
const largest: Part = { of: FILE, repeat: line, bytes: 19 * MB };

/** The highest memory of the process while it works, above what it was. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  await work();
  clearInterval(timer);
  return (Math.max(peak, process.memoryUsage().rss) - before) / MB;
}

describe("2.5 a form with a list takes 20 MB in all", () => {
  const tooLarge: readonly (readonly [string, Part[]])[] = [
    ["an endless file", [{ of: FILE, repeat: `${"x".repeat(99)}\n`, bytes: 500 * MB }]],
    ["an endless text", [{ of: 'name="text"', repeat: "a@linde.test\n", bytes: 500 * MB }]],
    ["a field nobody asked for", [{ of: 'name="other"', repeat: "x", bytes: 500 * MB }]],
    [
      "many fields that fit, together",
      ["a", "b", "text"].map((name) => ({ of: `name="${name}"`, repeat: "x", bytes: 9 * MB })),
    ],
    [
      "a file behind a text",
      [
        { of: 'name="text"', repeat: "x", bytes: 12 * MB },
        { ...largest, bytes: 12 * MB },
      ],
    ],
    ["a file that is none", [{ of: 'name="file"; filename=""', repeat: "x", bytes: 500 * MB }]],
  ];

  test.each(tooLarge)("and stops at it: %s", async (_, parts) => {
    const { body, seen } = upload(parts);
    let fault: unknown;
    const grown = await peakOf(async () => {
      fault = await readUpload(TYPE, body).catch((error: unknown) => error);
    });
    expect(fault).toMatchObject({ code: expect.stringMatching(/^file_too_(large|many_rows)$/) });
    expect(seen.bytes).toBeLessThan(MOST_OF_REQUEST + 2 * MB);
    expect(grown).toBeLessThan(250);
  });

  test("of the whole size it is read, a text as well as a file", async () => {
    expect((await read([largest])).sheet.rows.length).toBeGreaterThan(45_000);
    expect((await read([{ ...largest, of: 'name="text"' }])).sheet.rows.length).toBeGreaterThan(45_000);
  });

  test("cut off in the middle it is no list", async () => {
    async function* cut() {
      yield head(FILE);
      yield Buffer.from("anna@linde.test\n");
    }
    await expect(readUpload(TYPE, cut())).rejects.toMatchObject({ code: "file_not_text" });
    for (const type of ["text/plain", "multipart/form-data", "multipart/form-data; boundary="])
      await expect(readUpload(type, cut()), type).rejects.toMatchObject({ code: "file_not_text" });
  });

  test.each(["a ", "a@b ", "a<,", '"'])(
    "S1 20 MB of %j pasted takes little time and little memory",
    async (repeat) => {
      const before = process.cpuUsage();
      const grown = await peakOf(() =>
        read([{ of: 'name="text"', repeat, bytes: 19 * MB }]).catch((error: unknown) => {
          expect(error).toBeInstanceOf(Refusal);
        }),
      );
      expect(grown).toBeLessThan(400);
      // Of the processor, so that a busy machine is no fault.
      expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
    },
  );
});

describe("2.5 few lists are in memory at a time", () => {
  test("five of the largest size at once are read two by two, and all of them", async () => {
    const turns = new ReadingTurns();
    let [now, most] = [0, 0];
    const one = (who: string) =>
      turns.take(who, async () => {
        most = Math.max(most, ++now);
        const { sheet } = await read([largest]);
        now--;
        return sheet.rows.length;
      });
    const grown = await peakOf(async () => {
      const counts = await Promise.all(["a", "b", "c", "d", "e"].map(one));
      expect(counts.every((count) => count > 45_000)).toBe(true);
    });
    expect(most).toBe(2);
    expect(grown).toBeLessThan(600);
  });

  test("one company has one turn: two of its lists leave the other turn to another company", async () => {
    const turns = new ReadingTurns();
    const order: string[] = [];
    const one = (who: string, what: string) =>
      turns.take(who, async () => {
        order.push(what);
        await pause(20);
      });
    await Promise.all([one("ada", "ada 1"), one("ada", "ada 2"), one("bo", "bo 1"), one("cas", "cas 1")]);
    expect(order.slice(0, 2)).toEqual(["ada 1", "bo 1"]);
    expect(order).toHaveLength(4);
  });

  test("who waits too long, or behind too many, is told to come back; a turn that failed is free again", async () => {
    const turns = new ReadingTurns(30);
    const waiting = { code: "lists_waiting" };
    let end = () => {};
    const held = ["a", "b"].map((who) =>
      turns.take(
        who,
        () =>
          new Promise<void>(
            (done) =>
              (end = ((before) => () => {
                before();
                done();
              })(end)),
          ),
      ),
    );
    await expect(turns.take("c", async () => "read")).rejects.toMatchObject(waiting);
    const queue = Array.from({ length: 21 }, (_, n) =>
      turns.take(`${n}`, async () => n).catch((error: { code: string }) => error.code),
    );
    expect(await queue[20]).toBe("lists_waiting");
    end();
    await Promise.all(held);
    expect(await queue[0]).toBe(0);
    await expect(turns.take("d", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await turns.take("d", async () => "read")).toBe("read");
  });
});
