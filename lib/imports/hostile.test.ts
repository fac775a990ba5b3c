import { expect, test } from "vitest";
import { betterAddress, domainMeant } from "./better-address";
import { csvRows } from "./csv";
import { derive } from "./derive";
import { readTable } from "./read";
import { addressesIn } from "./read-pasted";

// Each took minutes, with nobody else served meanwhile, where the time grew with the square of the length:
// far longer than a test may last.
const times = (count: number, work: (index: number) => unknown) => {
  for (let index = 0; index < count; index++) work(index);
};
async function* piece(text: string) {
  yield text;
}

const hostile: [string, () => unknown][] = [
  ["one pasted line of blanks", () => addressesIn(`a${" ".repeat(500_000)}b`)],
  ["a pasted line of open brackets", () => addressesIn("a<,".repeat(49_000))],
  ["cells of blanks", () => times(2000, () => derive({ given: [`a${" ".repeat(9990)}b`] }, { email: 0 }))],
  ["addresses of dots", () => times(2000, () => betterAddress(`${".".repeat(9990)}a`, new Set()))],
  ["cells of quotes", () => times(300, () => csvRows([[`,${'"'.repeat(9990)}`]]))],
  [
    "quotes before a long blank",
    () => readTable(piece(`"x${'"y'.repeat(200_000)}${" ".repeat(400_000)};z\nq;a@linde.test\n`)),
  ],
];

test.each(hostile)("S1 a list made to take long takes no time: %s", async (_, work) => {
  await expect(Promise.resolve(work())).resolves.not.toThrow();
});

test("S1 thousands of domains in one list are not each held against each", async () => {
  const known = new Set(Array.from({ length: 8000 }, (_, index) => `of-${index}.example`));
  times(10_000, (index) => domainMeant(`by-${index}.example`, known));
  expect(domainMeant("of-1.exampel", known)).toBeDefined();
});
