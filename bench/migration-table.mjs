import { row, times } from "./cells.mjs";

const perSecond = (count, seconds) => `${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`;
const megabytes = (value) => `${value.toFixed(0)} MB`;

const line = (name, sizes, cellOf) => row(name, ...sizes.map(cellOf));

const peakLine = (name, sizes, peakOf) => {
  const peaks = sizes.map(peakOf);
  return row(`peak memory while ${name}`, ...peaks.map(megabytes), times(peaks.at(-1) / peaks[0]));
};

/** Rows a second and peak memory of each step, at two sizes side by side. */
export const migrationLines = ({ sizes, delivered }) => [
  row("step", ...sizes.map(({ count }) => `${count} accounts`)),
  row("---", ...sizes.map(() => "--:")),
  line("taken in by the operator's command", sizes, ({ count, taken }) => perSecond(count, taken.seconds)),
  line("checked by the job, their people made", sizes, ({ count, checked }) =>
    perSecond(count, checked.checked),
  ),
  line("moved by a wave: invitations and mails stored", sizes, ({ count, moved }) =>
    perSecond(count, moved.moved),
  ),
  line("dry run of all", sizes, ({ moved }) => `${moved.dry.toFixed(1)} s`),
  line("“Yes” (looked at anew, and the wave stored)", sizes, ({ moved }) => `${moved.begun.toFixed(1)} s`),
  line("page of the wave when it is done", sizes, ({ moved }) => `${(moved.page * 1000).toFixed(0)} ms`),
  line("accounts on their way afterwards", sizes, ({ moved }) => moved.onTheirWay),
  "",
  row("memory of the process", ...sizes.map(({ count }) => count), "ratio"),
  row("---", ...sizes.map(() => "--:"), "--:"),
  peakLine("taking in", sizes, ({ taken }) => taken.peak),
  peakLine("checking", sizes, ({ checked }) => checked.peak),
  peakLine("dry run, “Yes”, wave and page", sizes, ({ moved }) => moved.peak),
  "",
  `${delivered.mails} mails of a wave to a local fake of the provider's interface: ${delivered.seconds.toFixed(1)} s, ${(delivered.mails / delivered.seconds).toFixed(0)} a second, ${delivered.arrived} arrived, ${delivered.duplicates} twice.`,
];
