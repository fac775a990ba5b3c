"use client";

import { useRef } from "react";
import { boxesOf, tick } from "./selection";
import { useSelected } from "./use-selected";

/** Ticks everybody on the page; without a script it is not there. */
export function SelectPage({ label }: { label: string }) {
  const box = useRef<HTMLInputElement>(null);
  const { count, isWhole } = useSelected();
  if (box.current) {
    box.current.checked = isWhole;
    box.current.indeterminate = count > 0 && !isWhole;
  }
  return (
    <input
      ref={box}
      className="check needs-script"
      type="checkbox"
      aria-label={label}
      onChange={({ currentTarget }) => tick(boxesOf(document), currentTarget.checked)}
    />
  );
}
