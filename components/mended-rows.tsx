"use client";

import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";

type Sent = { form: HTMLFormElement; name: string; place: number };

type Props = {
  /** A table whose rows say by `data-name` who they are; after each change it is given anew. */
  children: ReactNode;
  /** Says who was saved and how many are left; "{name}" stands for who. */
  saved: string;
};

const rowsIn = (box: HTMLElement) => [...box.querySelectorAll<HTMLElement>("tbody > tr")];

function sentFrom(form: HTMLFormElement, box: HTMLElement): Sent | null {
  const row = form.closest<HTMLElement>("tbody > tr");
  return row && { form, name: row.dataset["name"] ?? "", place: rowsIn(box).indexOf(row) };
}

const isShown = ":not(details:not([open]) *)";

/** Where somebody goes on in a row: its field, else what can be pressed. */
const wayInto = (row: HTMLElement) =>
  row.querySelector<HTMLElement>(`input:not([type=hidden])${isShown}, select${isShown}`) ??
  row.querySelector<HTMLElement>(`a[href], button${isShown}, summary`);

/** The row at that place, or the nearest with something to do; without any what stands there instead, or the table. */
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
    if (box.current && target instanceof HTMLFormElement) sent.current = sentFrom(target, box.current);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: children given anew are the answer
  useEffect(() => {
    // A form that still stands tells by itself what came of it.
    if (!box.current || !sent.current || sent.current.form.isConnected) return;
    const { name, place } = sent.current;
    sent.current = null;
    tell(saved.replace("{name}", () => name));
    // Whoever has gone on already is left where they are.
    if (document.activeElement === document.body) nextStop(box.current, place)?.focus();
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
