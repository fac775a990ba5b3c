"use client";

import { useActionState, useState } from "react";
import { ErrorSummary } from "@/components/error-summary";
import { FormContext, idle } from "@/components/form-context";
import { Panel } from "@/components/panel";
import type { Looked } from "@/lib/imports/check-several";
import type { FormState } from "@/lib/web/form-state";
import { invite, lookAtMail } from "../actions";
import { AddressField } from "./address-field";
import { type Given, InviteFields } from "./invite-fields";
import type { InviteWords } from "./invite-words";
import type { RoleCard } from "./offer";
import { ReviewPowers } from "./review-powers";
import { nothing } from "./use-looked";

type Props = { tenant: string; listHref: string; words: InviteWords; roles: RoleCard[]; given: Given };

const FORM = "invite-form";

function sendLabel(words: InviteWords, { count, isList, checked }: Looked): string {
  if (isList) return words.sendList.replace("{count}", String(count));
  const ready = checked.filter(({ isReady }) => isReady).length;
  return ready > 1 ? words.sendSeveral.replace("{count}", String(ready)) : words.send;
}

function Foot({
  words,
  pending,
  looked,
  review,
}: {
  words: InviteWords;
  pending: boolean;
  looked: Looked;
  review: (() => void) | null;
}) {
  return (
    <>
      <button type="submit" form={FORM} className="btn btn-primary" aria-disabled={pending || undefined}>
        {review ? words.reviewSend : sendLabel(words, looked)}
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

/** What the form shows: what was sent, what is looked at once more, or what came back with the mail to be seen. */
function useShown(state: FormState, seen: FormState) {
  const [changing, setChanging] = useState<FormState | null>(null);
  // Without JavaScript the page that shows the mail begins with what was typed.
  const [begun] = useState(seen.values);
  const values = state.values ?? begun;
  const kept: FormState = { status: "idle", ...(values && { values }) };
  return {
    isReview: state.code === "review_powers" && changing !== state,
    shown: changing === state || state.status === "idle" ? kept : state,
    change: () => setChanging(state),
  };
}

/** Fields, and for roles with power a second look; it works without JavaScript. */
export function InvitePanel({ tenant, listHref, words, roles, given }: Props) {
  // One address for both: without JavaScript the answer finds its way back by it, whichever button was pressed.
  const here = `${listHref}/invite`;
  const [state, submit, pending] = useActionState(invite, idle, here);
  const [seen, see, isSeeing] = useActionState(lookAtMail, idle, here);
  const [looked, setLooked] = useState(nothing);
  const { isReview, shown, change } = useShown(state, seen);
  const foot = <Foot words={words} pending={pending} looked={looked} review={isReview ? change : null} />;
  return (
    <Panel title={words.title} closeHref={listHref} close={words.close} footer={foot}>
      <FormContext value={{ id: FORM, state: shown }}>
        <div className="form">
          {!isReview && (
            <>
              <ErrorSummary formId={FORM} state={shown} title={words.problem} />
              <AddressField
                words={words}
                given={given.email}
                listHref={listHref}
                isSending={pending}
                onLooked={setLooked}
              />
            </>
          )}
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
                {/* Enter in a field sends: the first button of a form is the one it presses. */}
                <button type="submit" className="sr" tabIndex={-1} aria-hidden="true" />
                <InviteFields
                  words={words}
                  roles={roles}
                  given={given}
                  seeing={{ seen, see, pending: isSeeing }}
                />
              </>
            )}
          </form>
        </div>
      </FormContext>
    </Panel>
  );
}
