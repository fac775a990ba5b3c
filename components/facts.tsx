import type { ReactNode } from "react";

export type Fact = { name: string; value: ReactNode; action?: ReactNode };

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd>
            <span>{fact.value}</span>
            {fact.action}
          </dd>
        </div>
      ))}
    </dl>
  );
}
