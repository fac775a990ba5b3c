import type { IconName } from "./icon-shapes";
import { Tag, type TagTone } from "./tag";

export type PersonStatus =
  | "not_invited"
  | "invited"
  | "started"
  | "active"
  | "expired"
  | "bounced"
  | "suspended"
  | "left";

const looks: Record<Exclude<PersonStatus, "active">, { tone: TagTone; icon: IconName }> = {
  not_invited: { tone: "neutral", icon: "circle" },
  invited: { tone: "info", icon: "mail" },
  started: { tone: "info", icon: "started" },
  expired: { tone: "attn", icon: "hourglass" },
  bounced: { tone: "danger", icon: "alert" },
  suspended: { tone: "attn", icon: "pause" },
  left: { tone: "neutral", icon: "minus" },
};

/** One of the eight words; never a link. Active has no tint, since it asks nothing of anybody. */
export function StatusTag({ status, label }: { status: PersonStatus; label: string }) {
  if (status === "active")
    return (
      <span className="tag tag-plain">
        <span className="dot" aria-hidden="true" />
        {label}
      </span>
    );
  const { tone, icon } = looks[status];
  return (
    <Tag tone={tone} icon={icon}>
      {label}
    </Tag>
  );
}
