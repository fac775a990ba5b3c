"use client";

import { useEffect, useState } from "react";
import { idle } from "@/components/form-context";
import type { Looked } from "@/lib/imports/check-several";
import { checkAddresses } from "../actions";

const PAUSE_MS = 400;
const isSeveral = (text: string) => /@[^@]*[\s,;]/.test(text);
const isWhole = (text: string) => /^\S+@\S+\.\S\S+$/.test(text.trim());

export const nothing: Looked = { count: 0, isList: false, checked: [] };

/** While one is still being typed, that it is no address yet is no news. */
const worthTelling = (looked: Looked): Looked =>
  looked.count === 1
    ? { ...looked, checked: looked.checked.filter(({ verdict }) => verdict !== "malformed") }
    : looked;

async function look(tenant: string, text: string, keep: readonly string[]): Promise<Looked> {
  if (!isSeveral(text) && !isWhole(text)) return nothing;
  const form = new FormData();
  form.set("tenant", tenant);
  form.set("email", text);
  for (const one of keep) form.append("keep", one);
  // A look that fails says nothing; sending says what is wrong.
  const { answer } = await checkAddresses(idle, form).catch(() => idle);
  return answer ? worthTelling(JSON.parse(answer)) : nothing;
}

type List = { tenant: string; text: string; keep: readonly string[]; isSending: boolean };

/** What would become of each address, asked once somebody pauses. */
export function useLooked(
  { tenant, text, keep, isSending }: List,
  onLooked: (looked: Looked) => void,
): Looked {
  const [looked, setLooked] = useState(nothing);
  useEffect(() => {
    // Behind a form that is sent it would ask on the page after it.
    if (isSending) return;
    let isOver = false;
    const timer = setTimeout(async () => {
      const found = await look(tenant, text, keep);
      if (isOver) return;
      setLooked(found);
      onLooked(found);
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [tenant, text, keep, isSending, onLooked]);
  return looked;
}
