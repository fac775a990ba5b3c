import type { ReactNode } from "react";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

type Tone = "attn" | "ok" | "danger" | "info";

type Props = {
  /** Names the region: "Verdict". */
  label: string;
  tone: Tone;
  icon?: IconName | undefined;
  sentence: ReactNode;
  why?: ReactNode;
  /** Primary, then secondary, then what the button will do. */
  children?: ReactNode;
  /** Beside the sentence: the passage line or a tag. */
  aside?: ReactNode;
};

const icons: Record<Tone, IconName> = { attn: "clock", ok: "done", danger: "alert", info: "info" };

/** The answer in plain words, its evidence, and the one next action. */
export function Verdict({ label, tone, icon, sentence, why, children, aside }: Props) {
  return (
    <section className="verdict" aria-label={label}>
      <span className={`verdict-mark is-${tone}`}>
        <Icon name={icon ?? icons[tone]} size={22} />
      </span>
      <div>
        <h2>{sentence}</h2>
        {why && <p className="why">{why}</p>}
        {children && <div className="actions">{children}</div>}
      </div>
      {aside}
    </section>
  );
}
