import type { ReactNode } from "react";

const groupsOf = (key: string): string[] => key.replaceAll(" ", "").match(/.{1,4}/g) ?? [];

type Props = { value: string; label?: string | undefined; children?: ReactNode };

/** A key to type, in groups of four; the children are its copy button. */
export function KeyBox({ value, label, children }: Props) {
  return (
    <div className="keybox">
      <span>
        {label && <span className="hint keybox-label">{label}</span>}
        <span className="mono key-groups">{groupsOf(value).join(" ")}</span>
      </span>
      {children}
    </div>
  );
}
