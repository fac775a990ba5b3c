import type { DoorCompany } from "@/lib/sign-in/company";

/** `company` is null where its code must be asked; one whose old log-in is closed looks like one not known. */
export type OldDoor = { company: DoorCompany | null; code: string; offices: string[] };
