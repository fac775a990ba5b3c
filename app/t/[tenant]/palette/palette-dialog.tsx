"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Icon } from "@/components/icon";
import type { FoundPerson, PaletteWords, Target } from "./items";
import { useFound } from "./use-found";

type Item = Target & Partial<FoundPerson>;
type Group = { value: string; items: Item[] };

type Props = {
  find: string;
  people: string;
  pages: readonly Target[];
  words: PaletteWords;
  onClose: () => void;
};

function Row({ item, onPick }: { item: Item; onPick: () => void }) {
  return (
    <Autocomplete.Item value={item} className="palette-item" onClick={onPick}>
      <span>
        {item.label}
        {item.hint && <span className="hint">{item.hint}</span>}
      </span>
      {item.status && <span className="small muted">{item.status}</span>}
    </Autocomplete.Item>
  );
}

/** People and pages by a few letters; Enter goes to the first. */
export default function PaletteDialog({ find, people, pages, words, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const found = useFound(find, typed);
  const { contains } = Autocomplete.useFilter();
  useEffect(() => dialog.current?.showModal(), []);

  const q = typed.trim();
  const all = { href: `${people}?${new URLSearchParams({ q })}`, label: words.all.replace("{q}", () => q) };
  const groups: Group[] = [
    { value: words.people, items: q === "" ? [] : [...found.people, all] },
    { value: words.pages, items: pages.filter(({ label }) => contains(label, q)) },
  ].filter(({ items }) => items.length > 0);
  const goTo = (href: string) => {
    dialog.current?.close();
    router.push(href);
  };

  return (
    <dialog ref={dialog} className="dialog palette" aria-label={words.title} onClose={onClose}>
      <Autocomplete.Root
        open
        inline
        items={groups}
        filter={null}
        value={typed}
        onValueChange={setTyped}
        itemToStringValue={({ label }: Item) => label}
        autoHighlight="always"
        keepHighlight
      >
        <div className="palette-input">
          <Icon name="search" size={18} />
          <Autocomplete.Input
            aria-label={words.title}
            placeholder={words.placeholder}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            autoFocus
          />
          <button
            type="button"
            className="btn btn-icon"
            aria-label={words.close}
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" size={18} />
          </button>
        </div>
        <Autocomplete.Status>
          {found.hasFailed && <p className="palette-note">{words.failed}</p>}
        </Autocomplete.Status>
        <Autocomplete.List className="palette-list">
          {(group: Group) => (
            <Autocomplete.Group key={group.value} items={group.items}>
              <Autocomplete.GroupLabel className="nav-label">{group.value}</Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(item: Item) => <Row key={item.href} item={item} onPick={() => goTo(item.href)} />}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </dialog>
  );
}
