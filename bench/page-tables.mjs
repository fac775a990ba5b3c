import { goal, ms, row, times } from "./cells.mjs";
import { overRounds, ratio } from "./numbers.mjs";

/** How each act takes longer where there are more people. */
export function growth(rounds, [small, large]) {
  const names = Object.keys(rounds[0])
    .filter((key) => key.endsWith(` ${small}`))
    .map((key) => key.slice(0, -`${small}`.length - 1));
  const of = (name, size) => rounds.map((round) => round[`${name} ${size}`].alone);
  return [
    row(
      "act",
      `p50 ms at ${small}`,
      `p50 ms at ${large}`,
      "ratio",
      "p95",
      "p95",
      "ratio of p95",
      "goal 1.2×",
    ),
    row("---", "--:", "--:", "--:", "--:", "--:", "--:", "---"),
    ...names.map((name) => {
      const [few, many] = [overRounds(of(name, small)), overRounds(of(name, large))];
      const p95 = ratio(of(name, large), of(name, small), "p95");
      return row(
        name,
        ms(few.p50),
        ms(many.p50),
        times(ratio(of(name, large), of(name, small), "p50")),
        ms(few.p95),
        ms(many.p95),
        times(p95),
        goal(p95, 1.2),
      );
    }),
  ];
}

/** The first page of the list beside the page that does least. */
export function floorLines(rounds, sizes, floorPath) {
  const of = (key) => rounds.map((round) => round[key].crowded);
  const floor = of("floor 0");
  const line = (name, key) => {
    const own = overRounds(of(key));
    return row(
      name,
      ms(own.cpu),
      times(ratio(of(key), floor, "cpu")),
      own.perSecond.toFixed(0),
      times(ratio(of(key), floor, "perSecond")),
      ms(own.databaseCpu),
    );
  };
  return [
    row(
      "page, 8 connections",
      "CPU ms of the server",
      "of the floor (goal ≤ 1.4×)",
      "per s",
      "of the floor (goal ≥ 0.70×)",
      "CPU ms of Postgres",
    ),
    row("---", "--:", "--:", "--:", "--:", "--:"),
    line(`floor: ${floorPath}`, "floor 0"),
    ...sizes.map((size) => line(`people, ${size}`, `first page ${size}`)),
  ];
}
