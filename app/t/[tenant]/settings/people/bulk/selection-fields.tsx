"use client";

import type { Selection } from "@/lib/people/selection";

/** Carries on who is meant. */
export function SelectionFields({ selection: { query, all, id } }: { selection: Selection }) {
  return (
    <>
      <input type="hidden" name="query" value={query} />
      {all && <input type="hidden" name="all" value={all} />}
      {id.map((one) => (
        <input key={one} type="hidden" name="id" value={one} />
      ))}
    </>
  );
}
