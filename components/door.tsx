import Link from "next/link";
import type { ReactNode } from "react";
import { accentStyle } from "./accent";
import { Brand } from "./brand";
import { LanguageSwitch } from "./language-switch";
import type { GateState } from "./passage-line";

export type DoorWords = { help: string; privacy: string; language: string; footer: string };

type Steps = { current: number; total: number; label: string };

type Props = {
  language: "en" | "nl";
  words: DoorWords;
  accent?: string | null | undefined;
  /** 544 wide, for set-up with pictures. */
  wide?: boolean | undefined;
  /** Stands in the header on a phone; `label` is "2 of 3". */
  steps?: Steps | undefined;
  side?: ReactNode;
  /** Help lies below the form on a phone; steps are the bar in the header there. */
  sideKind?: "help" | "steps" | undefined;
  children: ReactNode;
};

const gateOf = (number: number, current: number): GateState => {
  if (number < current) return "d";
  return number === current ? "h" : "a";
};

function StepBar({ current, total, label }: Steps) {
  const numbers = Array.from({ length: total }, (_, index) => index + 1);
  return (
    <span className="door-progress">
      <span className="small muted">{label}</span>
      <span className="steps" aria-hidden="true">
        {numbers.map((number) => (
          <i key={number} className={gateOf(number, current)} />
        ))}
      </span>
    </span>
  );
}

function Leaf({ side, kind }: { side: ReactNode; kind: "help" | "steps" }) {
  if (!side) return <div className="door-side" />;
  return <aside className={kind === "help" ? "door-side is-help" : "door-side"}>{side}</aside>;
}

/** Two leaves: left the task, right the green door with the other way in or the steps still to come. */
export function Door({ language, words, accent, wide, steps, side, sideKind = "help", children }: Props) {
  return (
    <div className="door" style={accentStyle(accent)}>
      <div className={steps ? "door-main has-steps" : "door-main"}>
        <header className="door-top">
          <Brand />
          {steps && <StepBar {...steps} />}
          <LanguageSwitch current={language} label={words.language} />
        </header>
        <main className={wide ? "door-body is-wide" : "door-body"} id="main">
          {children}
        </main>
        <footer className="door-foot">
          <nav aria-label={words.footer}>
            <Link href="/help" prefetch={false}>
              {words.help}
            </Link>
            <Link href="/privacy" prefetch={false}>
              {words.privacy}
            </Link>
          </nav>
        </footer>
      </div>
      <Leaf side={side} kind={sideKind} />
    </div>
  );
}
