"use client";

import { useState } from "react";
import { buttonClass } from "./button";
import { CheckField } from "./check-field";
import { CopyButton } from "./copy-button";
import { Form, type FormAction } from "./form";

type Words = {
  copy: string;
  download: string;
  print: string;
  kept: string;
  submit: string;
  errorTitle: string;
};
type Props = { action: FormAction; text: string; file: string; words: Words };

/** Three ways to keep the sheet; each ticks the box. Without a script the file and the box are there as well. */
export function KeepCodes({ action, text, file, words }: Props) {
  const [isKept, setKept] = useState(false);
  const keep = () => setKept(true);
  const print = () => {
    globalThis.print();
    keep();
  };
  return (
    <>
      <div className="row ways-to-keep">
        <a className={buttonClass({})} href={file} download onClick={keep}>
          {words.download}
        </a>
        <CopyButton text={text} size="md" onCopied={keep}>
          {words.copy}
        </CopyButton>
        <button type="button" className={`${buttonClass({})} needs-script`} onClick={print}>
          {words.print}
        </button>
      </div>
      <Form action={action} submit={words.submit} size="lg" errorTitle={words.errorTitle}>
        <CheckField key={String(isKept)} name="kept" value="yes" label={words.kept} defaultChecked={isKept} />
      </Form>
    </>
  );
}
