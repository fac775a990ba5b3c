"use client";

import { createContext, type ReactNode, use } from "react";
import { NoPermission } from "@/components/no-permission";

export type Refused = { title: string; what: string; ask: string };

const Words = createContext<Refused | null>(null);

/** The frame knows the tenant and whom to ask; the page that says no is not told which tenant it is. */
export function WhomToAsk({ words, children }: { words: Refused; children: ReactNode }) {
  return <Words value={words}>{children}</Words>;
}

export function RoleSaysNo({ children }: { children: ReactNode }) {
  const words = use(Words);
  if (!words) return null;
  return (
    <NoPermission title={words.title} what={words.what} ask={words.ask}>
      {children}
    </NoPermission>
  );
}
