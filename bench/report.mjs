import { median, overRounds, ratio } from "./numbers.mjs";

const ms = (value) => value.toFixed(value < 10 ? 2 : 1);
const times = (value) => `${value.toFixed(2)}×`;
const row = (...cells) => `| ${cells.join(" | ")} |`;
const goal = (value, most) => (value <= most ? "met" : "not met");

function growth(rounds, [small, large]) {
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

function floorLines(rounds, sizes, floorPath) {
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

function signInLines(rounds) {
  const of = (name) => rounds.map((round) => round[name]);
  const bare = of("bare");
  const line = (name, key, most) => {
    const own = overRounds(of(key));
    const cpu = ratio(of(key), bare, "cpu");
    return row(
      name,
      ms(own.cpu),
      times(cpu),
      own.perSecond.toFixed(0),
      times(ratio(of(key), bare, "perSecond")),
      ms(own.databaseCpu ?? 0),
      most ? goal(cpu, most) : "",
    );
  };
  const total = median(rounds.map(({ bare: one, crowded, code }) => (crowded.cpu + code.cpu) / one.cpu));
  return [
    row(
      "act",
      "CPU ms",
      "of one verification",
      "per s",
      "of verifications alone",
      "CPU ms of Postgres",
      "goal",
    ),
    row("---", "--:", "--:", "--:", "--:", "--:", "---"),
    line("argon2id verification, 8 at once", "bare"),
    line("password and session, 8 connections (goal ≤ 1.35×; ≥ 0.65×)", "crowded", 1.35),
    line("password and session, alone", "alone"),
    line("the code after it, 8 connections", "code"),
    row("password and code in all (goal ≤ 1.5×)", "", times(total), "", "", "", goal(total, 1.5)),
  ];
}

const databaseLines = (requests, plain) => [
  row("request", "statements", "round trips", "ms in Postgres", "of plain keyset"),
  row("---", "--:", "--:", "--:", "--:"),
  row("plain keyset page, no door", 1, 1, plain.toFixed(3), times(1)),
  ...requests.map(({ name, size, statements, trips, milliseconds }) =>
    row(
      `${name}, ${size}`,
      statements.toFixed(1),
      trips.toFixed(1),
      milliseconds.toFixed(2),
      times(milliseconds / plain),
    ),
  ),
];

const scriptLines = (scripts) => [
  row("page", "files", "kB gz", "kB", "goal"),
  row("---", "--:", "--:", "--:", "---"),
  ...scripts.map(({ name, files, gz, raw, most }) =>
    row(name, files, gz.toFixed(1), raw.toFixed(0), `≤ ${most}: ${goal(gz, most)}`),
  ),
];

/** All figures as Markdown: ratios beside their goals. */
export function reportOf({
  sizes,
  pageRounds,
  signInRounds,
  during,
  requests,
  plain,
  scripts,
  floorPath,
  rounds,
  machine,
}) {
  return [
    `${machine}; medians of ${rounds} rounds side by side.`,
    "\n**How the list grows** (1 connection)\n",
    ...growth(pageRounds, sizes),
    "\n**The signed-in people page beside the floor**\n",
    ...floorLines(pageRounds, sizes, floorPath),
    "\n**Sign-in**\n",
    ...signInLines(signInRounds),
    `\nA people page takes ${ms(during.busy)} ms while 32 sign-ins run, beside a quiet p95 of ${ms(during.quiet)} ms: ${times(during.busy / during.quiet)} (goal ≤ 3×).`,
    "\n**The database, per request**\n",
    ...databaseLines(requests, plain),
    "\n**First-load JavaScript**\n",
    ...scriptLines(scripts),
    "",
  ].join("\n");
}
