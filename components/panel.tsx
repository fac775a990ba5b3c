"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Glyph } from "./glyph";

type Props = {
  title: string;
  closeHref: string;
  close: string;
  children: ReactNode;
  footer?: ReactNode;
};

/** Lies over the list it came from; has its own address, and closing it goes back to `closeHref`. */
export function Panel({ title, closeHref, close, children, footer }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const router = useRouter();
  const id = useId();

  useEffect(() => {
    const dialog = box.current;
    // Rendered open so that it is there without JavaScript; only a modal one keeps the focus inside.
    dialog?.close();
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  return (
    <dialog
      className="panel"
      ref={box}
      open
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        router.push(closeHref);
      }}
    >
      <header className="panel-head">
        <h2 id={id} tabIndex={-1} autoFocus>
          {title}
        </h2>
        <Link className="btn btn-icon" href={closeHref} prefetch={false} aria-label={close}>
          <Glyph name="close" size={18} />
        </Link>
      </header>
      <div className="panel-body stack-24">{children}</div>
      {footer && <footer className="panel-foot">{footer}</footer>}
    </dialog>
  );
}
