"use client";

import { useEffect, useState } from "react";
import { Brand } from "./brand";

export type FailureWords = { title: string; what: string; again: string; reference: string };

type Props = { words: Record<"en" | "nl", FailureWords>; digest?: string | undefined; retry: () => void };

/** Knows both languages, because the server cannot be asked once it has failed. */
export function Failure({ words, digest, retry }: Props) {
  const [language, setLanguage] = useState<"en" | "nl">("en");
  useEffect(() => setLanguage(document.documentElement.lang === "nl" ? "nl" : "en"), []);
  const { title, what, again, reference } = words[language];
  return (
    <main className="failure" id="main">
      <Brand />
      <h1>{title}</h1>
      <p className="muted">{what}</p>
      <button type="button" className="btn btn-primary btn-lg" onClick={retry}>
        {again}
      </button>
      {digest && (
        <p className="hint">
          {reference} <span className="mono">{digest}</span>
        </p>
      )}
    </main>
  );
}
