"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import type { FormState } from "@/lib/web/form-state";
import { useCommonWords } from "./common-words";

type Props = { formId: string; state: FormState; title?: string | undefined };

/** What to do about it stands at the field, in full. */
const firstSentence = (text: string) => /^.+?[.!?](?=\s)/s.exec(text)?.[0] ?? text;

/** What the page shows has changed since: nothing typed into it helps. */
const outdated: readonly (string | undefined)[] = [
  "account_moved",
  "import_moved",
  "wave_changed",
  "wave_moved",
];

/** The same page as it stands now, loaded whole. */
function LoadAgain() {
  const { loadAgain } = useCommonWords();
  return (
    <p>
      <a href={`?${useSearchParams()}`}>{loadAgain}</a>
    </p>
  );
}

/** On top of the form; takes the focus, and says in short what stands at the fields. */
export function ErrorSummary({ formId, state, title }: Props) {
  const words = useCommonWords();
  const box = useRef<HTMLDivElement>(null);
  const isWrong = state.status === "invalid" || state.status === "refused";

  useEffect(() => {
    if (state.status !== "invalid" && state.status !== "refused") return;
    if (!document.title.startsWith(words.errorPrefix)) document.title = words.errorPrefix + document.title;
    box.current?.focus();
  }, [state, words.errorPrefix]);

  if (!isWrong) return null;
  const problems = Object.entries(state.fields ?? {});
  const counted =
    problems.length === 1 ? words.oneProblem : words.manyProblems.replace("{count}", String(problems.length));
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{state.message ?? title ?? counted}</h2>
      {problems.length > 0 && (
        <ul>
          {problems.map(([name, sentence]) => (
            <li key={name}>
              <a href={`#${formId}-${name}`}>{firstSentence(sentence)}</a>
            </li>
          ))}
        </ul>
      )}
      {outdated.includes(state.code) && <LoadAgain />}
    </div>
  );
}
