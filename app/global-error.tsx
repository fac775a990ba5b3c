"use client";

import "./design.css";
import { Failure } from "@/components/failure";
import { failureWords } from "./failure-words";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Portico</title>
        <Failure words={failureWords} digest={error.digest} retry={reset} />
      </body>
    </html>
  );
}
