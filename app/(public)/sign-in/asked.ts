import type { DoorCompany } from "@/lib/sign-in/company";

type AskedByEmail = { kind: "email"; name: string; isKept: boolean };

export type AskedByCompany = {
  kind: "company";
  /** As typed or kept; empty when none is known yet. */
  code: string;
  company: DoorCompany | null;
  name: string;
  /** This device remembers it. */
  isKept: boolean;
  /** Came by a link whose code is nobody's. */
  isUnknown?: boolean;
};

/** What the sign-in page asks for, and what stands in its fields already. */
export type Asked = AskedByEmail | AskedByCompany;
