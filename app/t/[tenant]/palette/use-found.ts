"use client";

import { useEffect, useState } from "react";
import type { FoundPerson } from "./items";

const REST = 150;

type Answer = { people: readonly FoundPerson[]; hasFailed: boolean };
const nothing: Answer = { people: [], hasFailed: false };

async function ask(path: string, q: string, signal: AbortSignal): Promise<Answer> {
  const answer = await fetch(`${path}?${new URLSearchParams({ q })}`, { signal });
  // Signed out meanwhile: the answer is a page.
  if (!answer.ok || answer.redirected) return { people: [], hasFailed: true };
  return { people: (await answer.json()) as FoundPerson[], hasFailed: false };
}

/** Who a word finds, once the keys rest; those found before stay until then. */
export function useFound(path: string, typed: string): Answer {
  const [answer, setAnswer] = useState(nothing);
  const q = typed.trim();
  useEffect(() => {
    if (q === "") {
      setAnswer(nothing);
      return;
    }
    const leaving = new AbortController();
    const timer = setTimeout(async () => {
      const next = await ask(path, q, leaving.signal).catch(() => ({ people: [], hasFailed: true }));
      if (!leaving.signal.aborted) setAnswer(next);
    }, REST);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [path, q]);
  return answer;
}
