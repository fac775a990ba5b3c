"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { boxesOf, SELECTION, tick } from "./selection";

type Words = { title: string; open: string; close: string; change: string; isOff: string };
type Props = {
  isOn: boolean;
  list: readonly [string, string][];
  invite: string | null;
  returnTo: string;
  words: Words;
};

const isTyping = (target: EventTarget | null) =>
  target instanceof Element &&
  target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

const links = () => [...document.querySelectorAll<HTMLElement>("table.people .person")];

const rowOf = (place: Element | null) => place?.closest("table.people tbody tr") ?? null;

/** From the row one is in to the next; from anywhere else to the first. */
function move(step: 1 | -1): void {
  const all = links();
  const row = rowOf(document.activeElement);
  const at = all.findIndex((link) => rowOf(link) === row);
  const next = row && at >= 0 ? at + step : 0;
  all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
}

function toggle(): void {
  const row = rowOf(document.activeElement);
  const [box] = row ? boxesOf(row) : [];
  if (box) tick([box], !box.checked);
}

function clear(): void {
  for (const menu of document.querySelectorAll("details[name=filter][open]")) menu.removeAttribute("open");
  const form = document.getElementById(SELECTION);
  if (form instanceof HTMLFormElement && boxesOf(document).some(({ checked }) => checked)) form.reset();
}

function moveWithin(step: 1 | -1): boolean {
  if (!rowOf(document.activeElement)) return false;
  move(step);
  return true;
}

/** Arrows move among the rows only from within them: elsewhere they scroll. */
const arrows: Record<string, () => boolean> = {
  ArrowDown: () => moveWithin(1),
  ArrowUp: () => moveWithin(-1),
};

const singles: Record<string, () => void> = {
  "/": () => document.querySelector<HTMLElement>("input[type=search]")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: toggle,
};

const isElsewhere = (event: KeyboardEvent) =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  document.querySelector("dialog[open]") !== null;

/** What a key does here; nothing while somebody types, but for leaving. */
function actOf(
  { key, target }: KeyboardEvent,
  letters: Record<string, () => unknown>,
): (() => unknown) | undefined {
  if (key === "Escape") return clear;
  if (isTyping(target)) return undefined;
  return arrows[key] ?? letters[key];
}

/** The keys of the list, and the dialog that names them. */
export function PeopleKeys({ isOn, list, invite, returnTo, words }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const router = useRouter();
  useEffect(() => {
    const all: Record<string, () => unknown> = {
      ...singles,
      "?": () => dialog.current?.showModal(),
      ...(invite && { i: () => router.push(invite) }),
    };
    const letters = isOn ? all : {};
    const press = (event: KeyboardEvent) => {
      const act = isElsewhere(event) ? undefined : actOf(event, letters);
      if (act && act() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [isOn, invite, router]);

  return (
    <>
      <p className="needs-script only-wide">
        <button type="button" className="btn-link" onClick={() => dialog.current?.showModal()}>
          {words.open}
        </button>
      </p>
      <dialog ref={dialog} className="dialog keys" aria-label={words.title}>
        <h2>{words.title}</h2>
        {!isOn && <p>{words.isOff}</p>}
        <dl>
          {list.map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <div className="row">
          <form action="/look" method="post">
            <input type="hidden" name="keys" value={isOn ? "off" : "on"} />
            <input type="hidden" name="return" value={returnTo} />
            <button type="submit" className="btn">
              {words.change}
            </button>
          </form>
          <form method="dialog">
            <button type="submit" className="btn">
              {words.close}
            </button>
          </form>
        </div>
      </dialog>
    </>
  );
}
