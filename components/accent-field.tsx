"use client";

import { useRef, useState } from "react";
import { AccentSample, colourOf, type SampleWords } from "./accent-sample";
import { FieldFrame } from "./field-frame";
import { useFieldState } from "./form-context";

type AccentWords = SampleWords & { label: string; hint: string; pick: string };

type Props = { name: string; company: string; defaultValue: string; words: AccentWords };

/** A colour as a company's house style names it, or picked; below it, what it looks like. */
export function AccentField({ name, company, defaultValue, words }: Props) {
  const field = useFieldState(name, true);
  const given = field.values[0] ?? defaultValue;
  const [typed, setTyped] = useState(given);
  const text = useRef<HTMLInputElement>(null);
  const pick = (colour: string) => {
    if (text.current) text.current.value = colour;
    setTyped(colour);
  };
  return (
    <FieldFrame field={field} label={words.label} hint={words.hint} optional>
      <div className="row">
        <input
          ref={text}
          className="input mono accent-text"
          id={field.id}
          name={name}
          defaultValue={given}
          maxLength={12}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.describedBy}
          onChange={(event) => setTyped(event.target.value)}
        />
        <input
          type="color"
          className="input needs-script"
          aria-label={words.pick}
          value={colourOf(typed)}
          onChange={(event) => pick(event.target.value.toUpperCase())}
        />
      </div>
      <AccentSample company={company} typed={typed} words={words} />
    </FieldFrame>
  );
}
