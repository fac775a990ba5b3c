import type { ReactNode } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

export type TagTone = "neutral" | "ok" | "info" | "attn" | "danger";

type Props = { tone?: TagTone; icon?: IconName; children: ReactNode };

/** The same shape for words that are not a person's status; give an icon, since colour alone says nothing. */
export function Tag({ tone = "neutral", icon, children }: Props) {
  return (
    <span className={tone === "neutral" ? "tag" : `tag tag-${tone}`}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}
