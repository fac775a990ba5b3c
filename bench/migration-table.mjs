import { row, times } from "./cells.mjs";
import { median } from "./numbers.mjs";

const perSecond = (count, seconds) => `${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`;
const megabytes = (value) => `${value.toFixed(0)} MB`;
const milliseconds = (seconds) => `${(seconds * 1000).toFixed(0)} ms`;

/** The largest size is told beside the one before. */
const growth = (figures) => times(figures.at(-1) / figures.at(-2));

const head = (what, sizes, ...more) => [
  row(what, ...sizes.map(({ count }) => `${count} accounts`), ...more),
  row("---", ...sizes.map(() => "--:"), ...more.map(() => "--:")),
];

const told = (name, sizes, tell) => row(name, ...sizes.map(tell));

const grown = (name, sizes, figureOf, say) => {
  const figures = sizes.map(figureOf);
  return row(name, ...figures.map(say), growth(figures));
};

const seen = (name, sizes, secondsOf) => grown(name, sizes, ({ looked }) => secondsOf(looked), milliseconds);
const peak = (name, sizes, stepOf) => grown(name, sizes, (size) => stepOf(size).peak, megabytes);

/** Rows a second, what a page takes, and the peak memory of each step, at three sizes side by side. */
export const migrationLines = ({ sizes, delivered }) => [
  ...head("step", sizes),
  told("taken in by the operator's command", sizes, ({ count, taken }) => perSecond(count, taken.seconds)),
  told("checked by the job, their people made", sizes, ({ count, checked }) =>
    perSecond(count, checked.seconds),
  ),
  told("dry run of all", sizes, ({ count, begun }) => perSecond(count, begun.dry)),
  told("“Yes”: looked at anew, and the wave stored", sizes, ({ count, begun }) =>
    perSecond(count, begun.yes),
  ),
  told("moved by a wave: invitations and mails stored", sizes, ({ count, moved }) =>
    perSecond(count, moved.seconds),
  ),
  told("accounts on their way afterwards", sizes, ({ looked }) => looked.onTheirWay),
  "",
  ...head("page of the wave", sizes, "largest to the one before"),
  seen("all accounts", sizes, ({ tabs }) => median(tabs.all)),
  seen("those that need somebody", sizes, ({ tabs }) => median(tabs.needs)),
  seen("those mailed or linked", sizes, ({ tabs }) => median(tabs.done)),
  seen("a search with few hits", sizes, ({ search }) => median(search)),
  seen("its file, all of it", sizes, ({ whole }) => whole),
  "",
  ...head("peak memory of the process", sizes, "largest to the one before"),
  peak("taking in", sizes, ({ taken }) => taken),
  peak("checking", sizes, ({ checked }) => checked),
  peak("dry run and “Yes”", sizes, ({ begun }) => begun),
  peak("the wave", sizes, ({ moved }) => moved),
  peak("its page, search and file", sizes, ({ looked }) => looked),
  "",
  `${delivered.mails} mails of a wave to a local fake of the provider's interface: ${delivered.seconds.toFixed(1)} s, ${(delivered.mails / delivered.seconds).toFixed(0)} a second, ${delivered.arrived} arrived, ${delivered.duplicates} twice.`,
];
