"use client";

import { type ReactNode, useId, useMemo, useRef, useState } from "react";
import { type ButtonLook, type ButtonSize, buttonClass } from "./button";
import { DialogContext } from "./dialog-context";

type Props = {
  trigger: ReactNode;
  triggerLook?: ButtonLook | undefined;
  triggerSize?: ButtonSize | undefined;
  title: string;
  /** The way back, in words: "Keep Anna". */
  keep: string;
  children: ReactNode;
};

/** Asks before something that hurts; the form inside closes it when done. */
export function Dialog({ trigger, triggerLook, triggerSize, title, keep, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [told, setTold] = useState("");
  const around = useMemo(() => {
    const close = () => box.current?.close();
    const finish = (message: string) => {
      close();
      setTold(message);
    };
    return { keep, close, finish };
  }, [keep]);

  return (
    <>
      <button
        type="button"
        className={`${buttonClass({ look: triggerLook, size: triggerSize })} needs-script`}
        aria-haspopup="dialog"
        onClick={() => box.current?.showModal()}
      >
        {trigger}
      </button>
      <span className="sr" role="status">
        {told}
      </span>
      <dialog className="dialog" ref={box} aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        <DialogContext value={around}>{children}</DialogContext>
      </dialog>
    </>
  );
}
