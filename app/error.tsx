"use client";

import { Failure } from "@/components/failure";
import { failureWords } from "./failure-words";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: Props) {
  return <Failure words={failureWords} digest={error.digest} retry={reset} />;
}
