"use client";

import type { ReactNode } from "react";
import type { FormAction } from "@/components/form";
import { Glyph } from "@/components/glyph";
import { TenantForm } from "@/components/tenant-form";
import type { Checked } from "@/lib/imports/check-several";
import { resend, restoreHere } from "../actions";
import type { InviteWords } from "./invite-words";

export type Acts = {
  takeOut: (email: string) => void;
  keep: (email: string) => void;
  /** Another address in its place; without one it is typed over. */
  change: (email: string, to?: string) => void;
  /** Done with: out of the list, and said. */
  settle: (email: string, sentence: string) => void;
};

type Props = { checked: readonly Checked[]; words: InviteWords; acts: Acts };
type LineProps = Omit<Props, "checked"> & { one: Checked };

const toneOf = ({ isReady, verdict }: Checked) => {
  if (verdict === "ready") return "ok";
  if (isReady || verdict === "check_address") return "attn";
  return verdict === "invited" || verdict === "left" ? "info" : "danger";
};

const markOf = ({ isReady, verdict }: Checked) => {
  if (verdict === "shared" || verdict === "check_address") return "warning";
  if (verdict === "invited" || verdict === "left") return "refresh";
  return isReady ? "check" : "alert";
};

function sentenceOf({ verdict, about, invited }: Checked, words: InviteWords): string {
  const { outcomes, locale, timeZone } = words;
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone });
  const blanks: Checked["about"] = { ...about, day: invited ? day.format(new Date(invited.at)) : "" };
  const isMeant = verdict === "check_address" && typeof about["better"] === "string";
  const said = invited?.isOver ? outcomes.expired : isMeant ? outcomes.meant : outcomes[verdict];
  return (said ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(blanks[name] ?? ""));
}

/** Read aloud with the address it is about. */
const Named = ({ label, email }: { label: string; email: string }) => (
  <>
    {label}
    <span className="sr"> {email}</span>
  </>
);

const settling =
  (act: FormAction, settle: (sentence: string) => void): FormAction =>
  async (previous, form) => {
    const state = await act(previous, form);
    if (state.status === "done") settle(state.message ?? "");
    return state;
  };

function Sends({ one, words, acts }: LineProps): ReactNode {
  const { person } = one.about;
  if (typeof person !== "string") return null;
  const settle = (sentence: string) => acts.settle(one.email, sentence);
  return (["resend", "restore"] as const)
    .filter((act) => one.acts.includes(act))
    .map((act) => (
      <TenantForm
        key={act}
        action={settling(act === "resend" ? resend : restoreHere, settle)}
        hidden={{ personId: person }}
        submit={<Named label={words[act]} email={one.email} />}
        look="link"
      />
    ));
}

function Line(props: LineProps) {
  const { one, words, acts } = props;
  const { better } = one.about;
  const mayChange = one.acts.includes("keep") || typeof better === "string";
  return (
    <li>
      <span className="small">
        <b>{one.email}</b>: {sentenceOf(one, words)}
      </span>
      <div className="row">
        {one.acts.includes("keep") && (
          <button type="button" className="btn-link" onClick={() => acts.keep(one.email)}>
            <Named label={words.keep} email={one.email} />
          </button>
        )}
        {mayChange && (
          <button
            type="button"
            className="btn-link"
            onClick={() => acts.change(one.email, typeof better === "string" ? better : undefined)}
          >
            <Named label={words.change} email={one.email} />
          </button>
        )}
        <Sends {...props} />
      </div>
    </li>
  );
}

/** Each address with what would become of it; those that need a word have it below, with what can be done. */
export function AddressChips({ checked, words, acts }: Props) {
  const told = checked.filter(({ verdict }) => verdict !== "ready");
  return (
    <>
      {checked.length > 1 && (
        <ul className="chips" aria-label={words.email}>
          {checked.map((one) => (
            <li key={one.line} className={`chip chip-${toneOf(one)}`}>
              <Glyph name={markOf(one)} size={14} />
              <span>{one.email}</span>
              <button
                type="button"
                aria-label={words.takeOut.replace("{email}", one.email)}
                onClick={() => acts.takeOut(one.email)}
              >
                <Glyph name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {told.length > 0 && (
        <ul className="outcomes">
          {told.map((one) => (
            <Line key={`${one.email} ${one.line}`} one={one} words={words} acts={acts} />
          ))}
        </ul>
      )}
    </>
  );
}
