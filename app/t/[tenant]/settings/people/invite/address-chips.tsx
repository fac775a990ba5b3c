"use client";

import { Glyph } from "@/components/glyph";
import type { Checked } from "@/lib/imports/check-several";
import type { InviteWords } from "./invite-words";

type Props = {
  checked: readonly Checked[];
  words: InviteWords;
  change: (from: string, to: string) => void;
};

const toneOf = ({ isReady, verdict }: Checked) => {
  if (verdict === "ready") return "ok";
  if (isReady || verdict === "check_address") return "attn";
  return verdict === "invited" ? "info" : "danger";
};

const filled = (sentence: string, about: Checked["about"]) =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(about[name] ?? ""));

function Line({ one, words, change }: { one: Checked } & Omit<Props, "checked">) {
  const { better } = one.about;
  return (
    <li>
      <span className="small">
        <b>{one.email}</b>: {filled(words.outcomes[one.verdict] ?? "", one.about)}
      </span>{" "}
      {typeof better === "string" && (
        <button type="button" className="btn-link" onClick={() => change(one.email, better)}>
          {words.apply.replace("{better}", better)}
        </button>
      )}
    </li>
  );
}

/** Each address with what would become of it; those that need a word have it below. */
export function AddressChips({ checked, words, change }: Props) {
  const told = checked.filter(({ verdict }) => verdict !== "ready");
  return (
    <div aria-live="polite" className="stack-8">
      {checked.length > 0 && (
        <ul className="chips" aria-label={words.email}>
          {checked.map((one) => (
            <li key={one.line} className={`chip chip-${toneOf(one)}`}>
              <Glyph name={one.isReady ? "check" : "alert"} size={14} />
              <span>{one.email}</span>
              <button
                type="button"
                aria-label={words.takeOut.replace("{email}", one.email)}
                onClick={() => change(one.email, "")}
              >
                <Glyph name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {told.length > 0 && (
        <ul className="stack-8">
          {told.map((one) => (
            <Line key={one.line} one={one} words={words} change={change} />
          ))}
        </ul>
      )}
    </div>
  );
}
