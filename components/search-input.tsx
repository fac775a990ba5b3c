import { Icon } from "./icon";

type Props = { q: string; label: string; most: number };

/** A word to look for, in a form that asks by its address; a new address shows its own word. */
export function SearchInput({ q, label, most }: Props) {
  return (
    <span className="input-box">
      <Icon name="search" size={18} />
      <input
        key={q}
        type="search"
        name="q"
        defaultValue={q}
        maxLength={most}
        placeholder={label}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
      />
    </span>
  );
}
