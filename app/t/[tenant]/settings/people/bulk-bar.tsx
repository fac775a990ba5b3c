"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import { Icon } from "@/components/icon";
import { SELECTION } from "./selection";
import { useSelected } from "./use-selected";

export type BulkAct = "resend" | "remind" | "roles" | "suspend" | "export";

type Words = Record<BulkAct, string> & {
  label: string;
  some: string;
  selected: string;
  all: string;
  matching: string;
  clear: string;
  menu: string;
};

type Props = { action: string; query: string; acts: readonly BulkAct[]; words: Words };

/** Arrows go from one to the next, as in any toolbar. */
function moveOn(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("summary, button, input")].filter((one) =>
    one.checkVisibility(),
  );
  const at = all.indexOf(event.target as HTMLElement);
  all[(at + step + all.length) % all.length]?.focus();
  event.preventDefault();
}

/** Open where there is room for all of it; on a phone a menu, closed until somebody opens it. */
function useRoom(isAnybodySelected: boolean) {
  const menu = useRef<HTMLDetailsElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: closed again for the next selection
  useEffect(() => {
    const phone = matchMedia("(max-width: 639px)");
    const suit = () => {
      if (menu.current) menu.current.open = !phone.matches;
    };
    suit();
    phone.addEventListener("change", suit);
    return () => phone.removeEventListener("change", suit);
  }, [isAnybodySelected]);
  return menu;
}

/** Stands at the bottom while somebody is ticked; the style sheet alone shows it, so no script is needed. */
export function BulkBar({ action, query, acts, words }: Props) {
  const { count, isAll } = useSelected();
  const menu = useRoom(count > 0);
  const said = isAll ? words.all : words.selected.replace("{count}", String(count));
  return (
    <>
      <form id={SELECTION} action={action} hidden>
        <input type="hidden" name="query" value={query} />
      </form>
      <p className="sr" role="status">
        {count > 0 ? said : ""}
      </p>
      <div className="bulk" role="toolbar" aria-label={words.label} onKeyDown={moveOn}>
        <b className="num">{count > 0 ? said : words.some}</b>
        <details ref={menu} className="bulk-menu" open>
          <summary className="btn btn-sm">
            {words.menu}
            <Icon name="down" />
          </summary>
          <div>
            {acts.map((act) => (
              <button key={act} className="btn btn-sm" type="submit" form={SELECTION} name="act" value={act}>
                {act === "resend" && <Icon name="send" />}
                {words[act]}
              </button>
            ))}
            <label className="bulk-all">
              <input className="check" type="checkbox" name="all" value="yes" form={SELECTION} />
              {words.matching}
            </label>
          </div>
        </details>
        <button className="btn btn-sm btn-quiet" type="reset" form={SELECTION}>
          {words.clear} <kbd>Esc</kbd>
        </button>
      </div>
    </>
  );
}
