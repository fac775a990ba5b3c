"use client";

import type { ReactNode } from "react";
import { FieldError } from "./field-frame";
import { type FieldState, useFieldState } from "./form-context";

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean | undefined };

type Props = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  choices: Choice[];
  several?: boolean | undefined;
  defaultValue?: string | string[] | undefined;
};

type CardProps = {
  name: string;
  choice: Choice;
  field: FieldState;
  isFirst: boolean;
  isOn: boolean;
  several: boolean;
};

function ChoiceCard({ name, choice, field, isFirst, isOn, several }: CardProps) {
  const id = isFirst ? field.id : `${field.id}-${choice.value}`;
  return (
    <label className="choice" htmlFor={id}>
      <input
        key={String(isOn)}
        className={several ? "check" : "radio"}
        type={several ? "checkbox" : "radio"}
        id={id}
        name={name}
        value={choice.value}
        defaultChecked={isOn}
        disabled={choice.disabled}
        aria-describedby={choice.hint ? `${id}-sentence` : undefined}
      />
      <span>
        <b>{choice.label}</b>
        {choice.hint && (
          <span className="hint" id={`${id}-sentence`}>
            {choice.hint}
          </span>
        )}
      </span>
    </label>
  );
}

/** Radio cards, or with `several` tick cards: a name and one sentence each. */
export function ChoiceList({ name, label, hint, choices, several = false, defaultValue }: Props) {
  const field = useFieldState(name, Boolean(hint));
  const chosen = field.isReturned ? field.values : [defaultValue ?? []].flat();
  return (
    <fieldset className={field.error ? "field is-error" : "field"} aria-describedby={field.describedBy}>
      <legend>{label}</legend>
      {hint && (
        <span className="hint" id={field.hintId}>
          {hint}
        </span>
      )}
      <FieldError field={field} />
      <div className="choices">
        {choices.map((choice, index) => (
          <ChoiceCard
            key={choice.value}
            name={name}
            choice={choice}
            field={field}
            isFirst={index === 0}
            isOn={chosen.includes(choice.value)}
            several={several}
          />
        ))}
      </div>
    </fieldset>
  );
}
