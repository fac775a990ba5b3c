import type { GateState } from "./passage-line";

export type NamedGate = { state: GateState; name: string; caption?: string | undefined; word: string };

/** The line with its labels, below the header of a page without a timeline. `word` says the state. */
export function PassageGates({ gates }: { gates: readonly NamedGate[] }) {
  return (
    <ol className="gates">
      {gates.map((gate) => (
        <li key={gate.name} className={gate.state}>
          <i />
          <b>
            {gate.name} <span className="sr">{gate.word}</span>
          </b>
          <span>{gate.caption ?? "–"}</span>
        </li>
      ))}
    </ol>
  );
}
