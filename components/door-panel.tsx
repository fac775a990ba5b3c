import type { ReactNode } from "react";
import { Icon } from "./icon";

export function DoorPanel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="door-panel">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export type DoorStep = { title: string; sentence: string };

type StepsProps = { label: string; steps: readonly DoorStep[]; current: number; passed: string };

/** The steps of a set-up as door panels; `current` counts from 1. */
export function DoorSteps({ label, steps, current, passed }: StepsProps) {
  return (
    <ol className="door-steps" aria-label={label}>
      {steps.map((step, index) => {
        const number = index + 1;
        const isNow = number === current;
        return (
          <li
            key={step.title}
            className={isNow ? "door-panel is-step is-now" : "door-panel is-step"}
            aria-current={isNow ? "step" : undefined}
          >
            {number < current ? <Icon name="check" size={20} /> : <b className="num">{number}</b>}
            <div>
              <h2>
                {step.title} {number < current && <span className="sr">{passed}</span>}
              </h2>
              <p>{step.sentence}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
