"use client";

import { useParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { FieldFrame } from "@/components/field-frame";
import { idle, useFieldState } from "@/components/form-context";
import type { Checked } from "@/lib/imports/check-several";
import { checkAddresses } from "../actions";
import { AddressChips } from "./address-chips";
import type { InviteWords } from "./invite-words";

const PAUSE_MS = 400;
const isSeveral = (text: string) => /@[^@]*[\s,;]/.test(text);

/** What would become of each address, asked once somebody pauses. */
function useChecked(tenant: string, text: string, onReady: (count: number) => void): readonly Checked[] {
  const [checked, setChecked] = useState<readonly Checked[]>([]);
  useEffect(() => {
    let isOver = false;
    const show = (all: readonly Checked[]) => {
      if (isOver) return;
      setChecked(all);
      onReady(all.filter(({ isReady }) => isReady).length);
    };
    const timer = setTimeout(async () => {
      if (!isSeveral(text)) return show([]);
      const form = new FormData();
      form.set("tenant", tenant);
      form.set("email", text);
      const { answer } = await checkAddresses(idle, form);
      show(answer ? JSON.parse(answer) : []);
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [tenant, text, onReady]);
  return checked;
}

type Props = { words: InviteWords; given: string; onReady: (count: number) => void };

/** One address or several; as somebody types, each becomes a chip that says what would become of it. */
export function AddressField({ words, given, onReady }: Props) {
  const { tenant } = useParams<{ tenant: string }>();
  const field = useFieldState("email", true);
  const box = useRef<HTMLTextAreaElement>(null);
  const start = field.values[0] ?? given;
  const [text, setText] = useState(start);
  const checked = useChecked(tenant, text, onReady);
  const change = (from: string, to: string) => {
    const next = text.replace(from, to).replace(/^[\s,;]+|([,;]\s*)(?=[,;])/g, "");
    setText(next);
    box.current?.focus();
  };
  return (
    <>
      <FieldFrame field={field} label={words.email} hint={words.emailHint}>
        <textarea
          ref={box}
          className="input"
          id={field.id}
          name="email"
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={field.error ? true : undefined}
          aria-describedby={field.describedBy}
        />
      </FieldFrame>
      <AddressChips checked={checked} words={words} change={change} />
    </>
  );
}
