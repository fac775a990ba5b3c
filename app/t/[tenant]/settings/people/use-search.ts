"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useTransition } from "react";

const REST = 250;

function addressOf(form: HTMLFormElement): string {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === "string" && value.trim() !== "") params.append(name, value.trim());
  const path = form.getAttribute("action") ?? "";
  return params.size > 0 ? `${path}?${params}` : path;
}

const leadsAway = ({ target, ctrlKey, metaKey, shiftKey }: MouseEvent) =>
  !(ctrlKey || metaKey || shiftKey) &&
  target instanceof Element &&
  target.closest("a[href], button[type=submit]") !== null;

/** Calls when the keys rest; whoever goes somewhere else meanwhile is not called back. */
function useRest(call: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const end = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
  };
  const begin = () => {
    end();
    timer.current = setTimeout(call, REST);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timer is one and the same at each drawing
  useEffect(() => {
    const leave = (event: MouseEvent) => leadsAway(event) && end();
    document.addEventListener("click", leave, true);
    return () => {
      document.removeEventListener("click", leave, true);
      end();
    };
  }, []);
  return { begin, end, isOn: () => timer.current !== undefined };
}

/** Finds while one types: the list is read again when the keys rest, in place of the address before. */
export function useSearch(q: string) {
  const router = useRouter();
  const [isBusy, begin] = useTransition();
  const input = useRef<HTMLInputElement>(null);
  const asked = useRef(q);

  function find(): void {
    rest.end();
    const { value = "", form } = input.current ?? {};
    if (!form || value.trim() === asked.current) return;
    asked.current = value.trim();
    begin(() => router.replace(addressOf(form), { scroll: false }));
  }
  const rest = useRest(find);

  // Cleared by a link, or had again by going back: not while somebody is ahead of the answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whether the keys rest is looked at, and not waited for
  useEffect(() => {
    if (isBusy || rest.isOn() || q === asked.current || !input.current) return;
    asked.current = q;
    input.current.value = q;
  }, [q, isBusy]);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    find();
  };
  // Half a character of an input method is nobody's name.
  const onInput = ({ nativeEvent }: FormEvent) => {
    if (!("isComposing" in nativeEvent && nativeEvent.isComposing)) rest.begin();
  };
  return { isBusy, onSubmit, field: { ref: input, onInput, onCompositionEnd: rest.begin } };
}
