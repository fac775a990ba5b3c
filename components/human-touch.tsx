"use client";

import { startTransition, useEffect } from "react";
import type { FormAction } from "./form";
import { idle } from "./form-context";

const touches = ["pointerdown", "keydown", "touchstart"] as const;

type Props = { action: FormAction; hidden: Record<string, string> };

/** Posts once when a person touches the page: something a mail scanner does not do. */
export function HumanTouch({ action, hidden }: Props) {
  const values = JSON.stringify(hidden);
  useEffect(() => {
    const ends = new AbortController();
    const report = (event: Event) => {
      if (!event.isTrusted || ends.signal.aborted) return;
      ends.abort();
      const form = new FormData();
      for (const [name, value] of Object.entries(JSON.parse(values) as Record<string, string>))
        form.set(name, value);
      startTransition(async () => {
        await action(idle, form);
      });
    };
    for (const touch of touches) addEventListener(touch, report, { signal: ends.signal, passive: true });
    return () => ends.abort();
  }, [action, values]);
  return null;
}
