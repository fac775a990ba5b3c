import type { DoorCompany } from "@/lib/sign-in/company";

/** `company` is null where its code must be asked. */
export type OldDoor = { company: DoorCompany | null; code: string; offices: string[] };
