"use client";

import { createContext } from "react";

type DialogAround = { keep: string; close: () => void; finish: (told: string) => void };

/** Lets a form inside a dialog offer the way back, and close the dialog once it is done. */
export const DialogContext = createContext<DialogAround | null>(null);
