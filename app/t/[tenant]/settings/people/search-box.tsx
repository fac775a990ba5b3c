"use client";

import { Icon } from "@/components/icon";
import { useSearch } from "./use-search";

type Props = { action: string; q: string; kept: readonly [string, string][]; label: string };

/** Without a script the form asks for the same address. */
export function SearchBox({ action, q, kept, label }: Props) {
  const { isBusy, onSubmit, field } = useSearch(q);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to every browser in use
    <form role="search" action={action} aria-busy={isBusy} onSubmit={onSubmit}>
      <span className="input-box">
        <Icon name="search" size={18} />
        <input
          {...field}
          type="search"
          name="q"
          defaultValue={q}
          maxLength={200}
          placeholder={label}
          aria-label={label}
          autoComplete="off"
          spellCheck={false}
        />
        <kbd className="only-wide">/</kbd>
      </span>
      {kept.map(([name, value]) => (
        <input key={`${name}${value}`} type="hidden" name={name} value={value} />
      ))}
    </form>
  );
}
