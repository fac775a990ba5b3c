import type { ReactNode } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

export type CalloutTone = "neutral" | "ok" | "info" | "attn" | "danger";

const icons: Record<CalloutTone, IconName> = {
  neutral: "info",
  ok: "done",
  info: "info",
  attn: "warning",
  danger: "alert",
};

type Props = { tone?: CalloutTone; icon?: IconName | undefined; children: ReactNode };

export function Callout({ tone = "neutral", icon, children }: Props) {
  return (
    <div className={tone === "neutral" ? "callout" : `callout callout-${tone}`}>
      <Icon name={icon ?? icons[tone]} size={20} />
      <div>{children}</div>
    </div>
  );
}
