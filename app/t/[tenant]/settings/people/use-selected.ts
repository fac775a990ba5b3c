"use client";

import { useEffect, useState } from "react";
import { boxesOf, SELECTION } from "./selection";

export type Selected = { count: number; isWhole: boolean; isAll: boolean };

const none: Selected = { count: 0, isWhole: false, isAll: false };

function selectedNow(): Selected {
  const boxes = boxesOf(document);
  const count = boxes.filter(({ checked }) => checked).length;
  const all = document.querySelector<HTMLInputElement>(`input[name="all"][form="${SELECTION}"]`);
  return { count, isWhole: count > 0 && count === boxes.length, isAll: all?.checked ?? false };
}

/** How many people are ticked now, whoever ticks them: a hand, a key, or the browser on the way back. */
export function useSelected(): Selected {
  const [selected, setSelected] = useState(none);
  useEffect(() => {
    const ends = new AbortController();
    const { signal } = ends;
    const look = () => setSelected(selectedNow());
    look();
    document.addEventListener("change", look, { signal });
    // The boxes are empty only after the event.
    document.addEventListener("reset", () => setTimeout(look), { signal });
    addEventListener("pageshow", look, { signal });
    return () => ends.abort();
  }, []);
  return selected;
}
