"use client";

import { type FormEvent, type ReactNode, useActionState, useId } from "react";
import type { FormState } from "@/lib/web/form-state";
import { type ButtonLook, type ButtonSize, buttonClass } from "./button";
import { Confirmation } from "./confirmation";
import { ErrorSummary } from "./error-summary";
import { FormContext, idle } from "./form-context";

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>;

export type FormProps = {
  action: FormAction;
  hidden?: Record<string, string> | undefined;
  submit: ReactNode;
  look?: ButtonLook | undefined;
  size?: ButtonSize | undefined;
  /** Stands between the error summary and the fields: the page's h1 where the form is the page. */
  heading?: ReactNode;
  errorTitle?: string | undefined;
  done?: string | undefined;
  /** Stands beside the button: a way back, or what the button will do. */
  beside?: ReactNode;
  /** Puts the button beside the last field. */
  inline?: boolean | undefined;
  /** Asked from the start, where it is known that the form will ask for it. */
  confirm?: FormState["confirm"];
  children?: ReactNode;
};

const refuseWhile = (pending: boolean) => (event: FormEvent) => {
  if (pending) event.preventDefault();
};

function Hidden({ values }: { values: Record<string, string> }) {
  return Object.entries(values).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

/** Where only a passkey can confirm, its own button sends the form. */
const submitClass = ({ look = "primary", size }: FormProps, { confirmQuestion, confirm }: FormState) =>
  confirm === "passkey" && confirmQuestion
    ? `${buttonClass({ look, size })} without-script`
    : buttonClass({ look, size });

/** Works without JavaScript; keeps what was typed; announces what came of it. */
export function Form(props: FormProps) {
  const { action, hidden = {}, inline, children } = props;
  const [state, submitForm, pending] = useActionState(action, idle);
  const id = useId();
  const told = state.status === "done" ? (state.message ?? props.done ?? "") : "";
  // Above the fields; where it asks for a proof, right above the field of that proof and the button.
  const summary = <ErrorSummary formId={id} state={state} title={props.errorTitle} />;

  return (
    <form
      id={id}
      className={inline ? "form is-inline" : "form"}
      action={submitForm}
      onSubmit={refuseWhile(pending)}
      noValidate
    >
      <Hidden values={hidden} />
      {!state.confirm && summary}
      {props.heading}
      <FormContext value={{ id, state }}>
        {children}
        {state.confirm && summary}
        <Confirmation
          ask={state.confirm ?? props.confirm}
          question={state.confirmQuestion}
          autoFocus={state.confirm !== undefined}
        />
      </FormContext>
      <div className="form-actions">
        <button type="submit" className={submitClass(props, state)} aria-disabled={pending || undefined}>
          {props.submit}
        </button>
        {props.beside}
      </div>
      <p className="form-told" role="status">
        {told}
      </p>
    </form>
  );
}
