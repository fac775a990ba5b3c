"use client";

import { useActionState } from "react";
import { buttonClass } from "./button";
import type { FormAction } from "./form";
import { idle } from "./form-context";

type Props = { action: FormAction; submit: string };

/** Another way to send the form it stands in, for its `beside`; says itself what came of it. */
export function SecondAction({ action, submit }: Props) {
  const [state, send] = useActionState(action, idle);
  return (
    <>
      <button type="submit" className={buttonClass({ size: "lg" })} formAction={send} formNoValidate>
        {submit}
      </button>
      {state.status === "refused" && (
        <div className="callout callout-info" role="alert">
          <div>{state.message}</div>
        </div>
      )}
    </>
  );
}
