"use client";

import { useActionState, useState } from "react";
import { ErrorSummary } from "@/components/error-summary";
import { FormContext, idle } from "@/components/form-context";
import { Panel } from "@/components/panel";
import type { FormState } from "@/lib/web/form-state";
import { invite } from "../actions";
import { type Given, InviteFields } from "./invite-fields";
import type { InviteWords } from "./invite-words";
import type { RoleCard } from "./offer";
import { ReviewPowers } from "./review-powers";

type Props = { tenant: string; listHref: string; words: InviteWords; roles: RoleCard[]; given: Given };

const FORM = "invite-form";

function Foot({
  words,
  pending,
  ready,
  review,
}: {
  words: InviteWords;
  pending: boolean;
  /** How many addresses are good, where there are several. */
  ready: number;
  review: (() => void) | null;
}) {
  return (
    <>
      <button type="submit" form={FORM} className="btn btn-primary" aria-disabled={pending || undefined}>
        {review
          ? words.reviewSend
          : ready > 1
            ? words.sendSeveral.replace("{count}", String(ready))
            : words.send}
      </button>
      {review ? (
        <button type="button" className="btn needs-script" onClick={review}>
          {words.reviewChange}
        </button>
      ) : (
        <span className="small muted">
          {words.worksUntil} <b>{words.until}</b>
        </span>
      )}
    </>
  );
}

/** Fields, and for roles with power a second look; it works without JavaScript. */
export function InvitePanel({ tenant, listHref, words, roles, given }: Props) {
  const [state, submit, pending] = useActionState(invite, idle);
  const [changing, setChanging] = useState<FormState | null>(null);
  const [ready, setReady] = useState(0);
  const isReview = state.code === "review_powers" && changing !== state;
  const shown: FormState =
    changing === state ? { status: "idle", ...(state.values && { values: state.values }) } : state;
  const foot = (
    <Foot words={words} pending={pending} ready={ready} review={isReview ? () => setChanging(state) : null} />
  );
  return (
    <Panel title={words.title} closeHref={listHref} close={words.close} footer={foot}>
      <form
        id={FORM}
        className="form"
        action={submit}
        onSubmit={(event) => pending && event.preventDefault()}
        noValidate
      >
        <input type="hidden" name="tenant" value={tenant} />
        {isReview ? (
          <ReviewPowers state={state} words={words} roles={roles} />
        ) : (
          <>
            <ErrorSummary formId={FORM} state={shown} title={words.problem} />
            <FormContext value={{ id: FORM, state: shown }}>
              <InviteFields
                words={words}
                roles={roles}
                given={given}
                listHref={listHref}
                onReady={setReady}
              />
            </FormContext>
          </>
        )}
      </form>
    </Panel>
  );
}
