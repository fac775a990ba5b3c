"use client";

import { type FormEvent, useState } from "react";
import { Field } from "./field";
import { type Option, SelectField } from "./select-field";

type Words = {
  /** All questions; the first one says to choose. */
  options: Option[];
  /** The label of each, so that no two fields are called the same. */
  question: string[];
  answer: string[];
  hint: string;
};
type Props = { words: Words; chosen?: readonly string[] };

const choicesIn = (event: FormEvent<HTMLElement>) =>
  [...event.currentTarget.querySelectorAll("select")].map(({ value }) => value);

/** Three questions, each with its answer. With JavaScript what is chosen above is not offered below. */
export function QuestionFields({ words, chosen = [] }: Props) {
  const [taken, setTaken] = useState<readonly string[]>([]);
  const offered = (place: number) =>
    words.options.filter(
      ({ value }) => value === "" || !taken.some((one, at) => at !== place && one === value),
    );
  return (
    <div className="stack" onChange={(event) => setTaken(choicesIn(event))}>
      {words.question.map((label, place) => (
        <div className="stack" key={label}>
          <SelectField
            name={`question${place + 1}`}
            label={label}
            options={offered(place)}
            defaultValue={chosen[place] ?? ""}
          />
          <Field
            name={`answer${place + 1}`}
            label={words.answer[place]}
            hint={place === 0 ? words.hint : undefined}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={200}
          />
        </div>
      ))}
    </div>
  );
}
