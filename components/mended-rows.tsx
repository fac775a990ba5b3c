"use client";

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";

type Sent = { form: HTMLFormElement; name: string; place: number };

type Props = {
  /** The rows of this answer, drawn anew when one was changed. */
  children: ReactNode;
  /** Says who was saved and how many are left; "{name}" stands for who. */
  saved: string;
};

const rowsIn = (box: HTMLElement) => [...box.querySelectorAll<HTMLElement>("tbody > tr")];

function sentBy(form: HTMLFormElement, box: HTMLElement): Sent | null {
  const row = form.closest<HTMLElement>("tbody > tr");
  if (!row) return null;
  const name = row.querySelector("th b")?.textContent ?? "";
  return { form, name, place: rowsIn(box).indexOf(row) };
}

const shown = ":not(details:not([open]) *)";

/** Where somebody goes on in a row: its field, else what can be pressed. */
const wayInto = (row: HTMLElement) =>
  row.querySelector<HTMLElement>(`input:not([type=hidden])${shown}, select${shown}`) ??
  row.querySelector<HTMLElement>(`a[href], button${shown}, summary`);

/** The row at the same place or the nearest with something to do; else what names the table, or says it is empty. */
function nextStop(box: HTMLElement, place: number): HTMLElement | null {
  const rows = rowsIn(box);
  for (const row of [...rows.slice(place), ...rows.slice(0, place).reverse()]) {
    const way = wayInto(row);
    if (way) return way;
  }
  const heading = box.querySelector<HTMLElement>("h2, table");
  heading?.setAttribute("tabindex", "-1");
  return heading;
}

/** Around a table whose rows are mended in place: says what was saved, and goes on where the mended row stood. */
export function MendedRows({ children, saved }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const sent = useRef<Sent | null>(null);
  const [told, tell] = useState("");

  const onSubmit = ({ target }: FormEvent) => {
    if (box.current && target instanceof HTMLFormElement) sent.current = sentBy(target, box.current);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: new children are the answer.
  useEffect(() => {
    // A form that still stands has the focus, and tells by itself what came of it.
    if (!box.current || !sent.current || sent.current.form.isConnected) return;
    const { name, place } = sent.current;
    sent.current = null;
    tell(saved.replace("{name}", name));
    nextStop(box.current, place)?.focus();
  }, [children]);

  return (
    <div ref={box} onSubmit={onSubmit}>
      <p className="form-told" role="status">
        {told}
      </p>
      {children}
    </div>
  );
}
