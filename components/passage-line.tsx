/** d passed, h here, w waiting too long, f failed, a ahead. */
export type GateState = "d" | "h" | "w" | "f" | "a";

type Props = {
  gates: readonly GateState[];
  /** "4 of 6 gates passed, Second step: waiting too long" */
  label: string;
  size?: "s" | "m" | "l";
  /** Somebody who left: all gates grey. */
  isPast?: boolean | undefined;
};

export function PassageLine({ gates, label, size = "s", isPast = false }: Props) {
  const classes = ["passage"];
  if (size !== "s") classes.push(`passage-${size}`);
  if (isPast) classes.push("is-past");
  return (
    <span className={classes.join(" ")} role="img" aria-label={label}>
      {gates.map((state, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a gate is its place in the line
        <i key={index} className={state} />
      ))}
    </span>
  );
}
