"use client";

import { type ReactNode, useState } from "react";
import { type ButtonLook, type ButtonSize, buttonClass } from "./button";
import { useCommonWords } from "./common-words";
import { Glyph } from "./glyph";

type Props = {
  text: string;
  children: ReactNode;
  look?: ButtonLook | undefined;
  size?: ButtonSize | undefined;
  /** Called when the clipboard took it. */
  onCopied?: (() => void) | undefined;
};

export function CopyButton({ text, children, look, size = "sm", onCopied }: Props) {
  const words = useCommonWords();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // The text stands beside the button and can be selected.
      return;
    }
    setCopied(true);
    onCopied?.();
  };
  return (
    <button type="button" className={`${buttonClass({ look, size })} needs-script`} onClick={copy}>
      {look !== "link" && <Glyph name={isCopied ? "check" : "copy"} />}
      <span aria-live="polite">{isCopied ? words.copied : children}</span>
    </button>
  );
}
