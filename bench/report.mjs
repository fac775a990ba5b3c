import { goal, ms, row, times } from "./cells.mjs";
import { median } from "./numbers.mjs";
import { floorLines, growth } from "./page-tables.mjs";
import { signInLines } from "./sign-in-table.mjs";

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

const alikeLines = (rows) => [
  row("answer", "known ms", "invited ms", "unknown ms", "invited to known", "unknown to known"),
  row("---", "--:", "--:", "--:", "--:", "--:"),
  ...rows.map(({ name, known, invited, unknown }) =>
    row(name, ms(known), ms(invited), ms(unknown), times(invited / known), times(unknown / known)),
  ),
];

const bulkLine = (size, { count, taken, started, stored }, bare) =>
  row(`${count} invitations, ${size}`, ms(taken), ms(started), ms(stored), ms(bare), times(stored / bare));

const deliveryLines = ({ size, mails, seconds, arrived, requests, duplicates }) => [
  row("mails of one list", "seconds", "per second", "arrived", "requests", "arrived twice"),
  row("--:", "--:", "--:", "--:", "--:", "--:"),
  row(
    `${mails}, ${size} people`,
    seconds.toFixed(1),
    (mails / seconds).toFixed(0),
    arrived,
    requests,
    duplicates,
  ),
];

const searchLines = (pageRounds, floors) => [
  row("search", "page p95 ms", "alone p50 ms", "alone p95 ms", "page to alone"),
  row("---", "--:", "--:", "--:", "--:"),
  ...Object.entries(floors).map(([name, { p50, p95 }]) => {
    const page = median(pageRounds.map((round) => round[name].alone.p95));
    return row(name, ms(page), ms(p50), ms(p95), times(page / p95));
  }),
];

const verbLines = (companies) => [
  row("act", "taken in", "begun", "stored and queued", "bare rows of people", "of bare rows"),
  row("---", "--:", "--:", "--:", "--:", "--:"),
  ...companies.flatMap(({ size, thousand, bareThousand, tenThousand, bareTenThousand }) => [
    bulkLine(size, thousand, bareThousand),
    bulkLine(size, tenThousand, bareTenThousand),
  ]),
  "",
  row("act", "p50 ms"),
  row("---", "--:"),
  ...companies.flatMap(({ size, one, verdict }) => [
    row(`one invitation, ${size} (goal ≤ 5 ms)`, ms(one)),
    row(`verdict of somebody new, ${size}`, ms(verdict.quiet)),
    row(`verdict of somebody with 5,000 events, ${size}`, ms(verdict.busy)),
  ]),
];

/** All figures as Markdown: ratios beside their goals. */
export function reportOf({
  sizes,
  pageRounds,
  signInRounds,
  during,
  alike,
  verbs,
  requests,
  plain,
  floors,
  scripts,
  floorPath,
  rounds,
  machine,
}) {
  return [
    `${machine}; medians of ${rounds} rounds side by side.`,
    "\n**How the list grows** (1 connection)\n",
    ...growth(pageRounds, sizes),
    "\n**Search beside the same search by itself in the database** (goal: rare ≤ 2.5×, common ≤ 2×)\n",
    ...searchLines(pageRounds, floors),
    "\n**The signed-in people page beside the floor**\n",
    ...floorLines(pageRounds, sizes, floorPath),
    "\n**Sign-in**\n",
    ...signInLines(signInRounds),
    `\nThe p95 of a people page is ${ms(during.busy)} ms while 32 sign-ins run, ${ms(during.quiet)} ms in quiet: ${times(during.busy / during.quiet)} (goal ≤ 3×).`,
    "\n**Whether an answer's time tells who is known** (medians of 200 tries in turns)\n",
    ...alikeLines(alike),
    "\n**Inviting and verdicts** (verbs alone, one at a time; in ms)\n",
    ...verbLines(verbs.figures),
    "\n**Delivery of a list to a local fake of the provider's interface** (one worker)\n",
    ...deliveryLines(verbs.mailed),
    "\n**The database, per request**\n",
    ...databaseLines(requests, plain),
    "\n**First-load JavaScript**\n",
    ...scriptLines(scripts),
    "",
  ].join("\n");
}
