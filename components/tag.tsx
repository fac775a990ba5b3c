import type { ReactNode } from "react";

export type TagTone = "neutral" | "ok" | "info" | "attn" | "danger";

/** The same shape for words that are not a person's status; give an icon, since colour alone says nothing. */
export function Tag({ tone = "neutral", children }: { tone?: TagTone; children: ReactNode }) {
  return <span className={tone === "neutral" ? "tag" : `tag tag-${tone}`}>{children}</span>;
}
