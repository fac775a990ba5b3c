"use client";

import type { FormState } from "@/lib/web/form-state";
import { Form, type FormAction, type FormProps } from "./form";
import { idle } from "./form-context";

export type PasskeyWords = { closed: string; there: string };

type Props = Omit<FormProps, "action" | "children"> & {
  /** Gives the question for the browser's own dialog. */
  ask: FormAction;
  answer: FormAction;
  makes?: boolean | undefined;
  words: PasskeyWords;
};

/** Fetched only when somebody asks for it, so that the page does not wait for it. */
async function dialogOf(challenge: string, makes: boolean): Promise<unknown> {
  const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
  const optionsJSON = JSON.parse(challenge);
  return makes ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON });
}

const isThere = (error: unknown) => error instanceof Error && error.name === "InvalidStateError";

/** One button: the server asks, the browser's own dialog answers, the server checks. Needs a script. */
export function PasskeyForm({ ask, answer, makes = false, words, ...form }: Props) {
  const action = async (_previous: FormState, typed: FormData): Promise<FormState> => {
    const asked = await ask(idle, typed);
    if (!asked.challenge) return asked;
    const answered = new FormData();
    try {
      answered.set("answer", JSON.stringify(await dialogOf(asked.challenge, makes)));
    } catch (error) {
      return { status: "refused", message: isThere(error) ? words.there : words.closed };
    }
    return answer(idle, answered);
  };
  return (
    <div className="needs-script passkey">
      <Form {...form} action={action} />
    </div>
  );
}
