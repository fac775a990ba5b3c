"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/** After going to another page the focus starts at its heading, as it would on a full load. */
export function RouteFocus() {
  const path = usePathname();
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    // A field that took the focus by itself is where people go on.
    if (document.activeElement?.matches("input, select, textarea")) return;
    const heading = document.querySelector<HTMLElement>("dialog[open] h2, h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }, [path]);
  return null;
}
