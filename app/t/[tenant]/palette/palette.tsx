"use client";

import Link from "next/link";
import { lazy, type MouseEvent, Suspense, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { Icon } from "@/components/icon";
import type { PaletteWords, Target } from "./items";

// What it is made of comes with its first use, and weighs on no page.
const PaletteDialog = lazy(() => import("./palette-dialog"));

type Props = { find: string; people: string; pages: readonly Target[]; words: PaletteWords };

const isMac = () => /mac|iphone|ipad/i.test(navigator.platform);

const isCalled = ({ key, altKey, shiftKey, metaKey, ctrlKey }: KeyboardEvent) =>
  key.toLowerCase() === "k" && !altKey && !shiftKey && (isMac() ? metaKey : ctrlKey);

/** Search, from anywhere by Ctrl K or ⌘K; without JavaScript it leads to the search of the list. */
export function Palette(props: Props) {
  const [isOpen, setOpen] = useState(false);
  const [key, setKey] = useState("Ctrl K");
  useEffect(() => {
    if (isMac()) setKey("⌘K");
    const press = (event: KeyboardEvent) => {
      if (!isCalled(event)) return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) setOpen(true);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setOpen(true);
  };

  return (
    <>
      <Link href={props.people} prefetch={false} onClick={open}>
        <Icon name="search" size={18} />
        {props.words.open}
        <kbd>{key}</kbd>
      </Link>
      {isOpen &&
        createPortal(
          <Suspense>
            <PaletteDialog {...props} onClose={() => setOpen(false)} />
          </Suspense>,
          // On a phone the link stands in a sheet, which a dialog closes.
          document.body,
        )}
    </>
  );
}
