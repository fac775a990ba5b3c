"use client";

import { createContext, type ReactNode, use } from "react";

/** The few words every form needs, so that pages do not pass them one by one. */
export type CommonWords = {
  show: string;
  hide: string;
  copied: string;
  optional: string;
  errorPrefix: string;
  oneProblem: string;
  manyProblems: string;
  loadAgain: string;
  confirmCode: string;
  confirmPassword: string;
  byPasskey: { submit: string; closed: string; noScript: string; elsewhere: string; lost: string };
};

const english: CommonWords = {
  show: "Show",
  hide: "Hide",
  copied: "Copied",
  optional: "(optional)",
  errorPrefix: "Error: ",
  oneProblem: "There is 1 problem",
  manyProblems: "There are {count} problems",
  loadAgain: "Load the page again to see where it stands",
  confirmCode: "Code from your app",
  confirmPassword: "Your password",
  byPasskey: {
    submit: "Confirm with passkey",
    closed: "No passkey was used. Try again.",
    noScript: "A passkey needs JavaScript, and it is off in this browser.",
    elsewhere: "Is your passkey on another device?",
    lost: "Get back in",
  },
};

const Words = createContext(english);

export function CommonWordsProvider({ words, children }: { words: CommonWords; children: ReactNode }) {
  return <Words value={words}>{children}</Words>;
}

export const useCommonWords = (): CommonWords => use(Words);
