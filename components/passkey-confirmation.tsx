"use client";

import Link from "next/link";
import { useRef, useState } from "react";
import { buttonClass } from "./button";
import { useCommonWords } from "./common-words";
import { Icon } from "./icon";
import { passkeyDialog } from "./passkey-dialog";

type Props = { question: string; look: "primary" | "secondary" };

/** The browser's own dialog proves it, and the form is sent with the answer. */
export function PasskeyConfirmation({ question, look }: Props) {
  const { byPasskey } = useCommonWords();
  const answer = useRef<HTMLInputElement>(null);
  const [isClosed, setClosed] = useState(false);

  const confirm = async () => {
    const field = answer.current;
    if (!field?.form) return;
    setClosed(false);
    try {
      field.value = await passkeyDialog({ question });
      field.form.requestSubmit();
    } catch {
      setClosed(true);
    }
  };

  return (
    <div className="stack-8">
      <input type="hidden" name="confirmation-passkey" ref={answer} />
      <p className="needs-script">
        <button type="button" className={buttonClass({ look })} onClick={confirm}>
          <Icon name="passkey" size={20} />
          {byPasskey.submit}
        </button>
      </p>
      {isClosed && (
        <p className="error-text" role="alert">
          {byPasskey.closed}
        </p>
      )}
      <p className="hint without-script">{byPasskey.noScript}</p>
      <p className="hint">
        {byPasskey.elsewhere} <Link href="/help#lost">{byPasskey.lost}</Link>
      </p>
    </div>
  );
}
