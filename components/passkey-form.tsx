"use client";

import type { FormState } from "@/lib/web/form-state";
import { Form, type FormAction, type FormProps } from "./form";
import { idle } from "./form-context";
import { passkeyDialog } from "./passkey-dialog";

export type PasskeyWords = { closed: string; there: string };

type Props = Omit<FormProps, "action"> & {
  /** Gives the question for the browser's own dialog. */
  ask: FormAction;
  answer: FormAction;
  makes?: boolean | undefined;
  /** Sends what is typed in the form together with the answer, and not with the question. */
  together?: boolean | undefined;
  words: PasskeyWords;
};

const isThere = (error: unknown) => error instanceof Error && error.name === "InvalidStateError";

type Question = { question: string; makes: boolean | undefined };

/** The browser's answer added to the form; or what is told when its dialog gave nothing. */
async function answered(form: FormData, question: Question, words: PasskeyWords): Promise<FormState | null> {
  try {
    form.set("answer", await passkeyDialog(question));
    return null;
  } catch (error) {
    return { status: "refused", message: isThere(error) ? words.there : words.closed };
  }
}

/** One button: the server asks, the browser's own dialog answers, the server checks. Needs a script. */
export function PasskeyForm({ ask, answer, makes, together = false, words, ...form }: Props) {
  const action = async (_previous: FormState, typed: FormData): Promise<FormState> => {
    const [toAsk, toAnswer] = together ? [new FormData(), typed] : [typed, new FormData()];
    const asked = await ask(idle, toAsk);
    if (!asked.challenge) return asked;
    const closed = await answered(toAnswer, { question: asked.challenge, makes }, words);
    return closed ?? answer(idle, toAnswer);
  };
  return (
    <div className="needs-script passkey">
      <Form {...form} action={action} />
    </div>
  );
}
