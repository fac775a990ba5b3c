import type { Language } from "@/lib/i18n/languages";
import type { OwnTenant } from "./own";

/** Whose letter it is, for a reader whose language may not be known. */
export const letterFacts = (
  { language, name, mailName, accent }: Pick<OwnTenant, "language" | "name" | "mailName" | "accent">,
  reads: Language | null,
) => ({
  language: reads ?? language,
  tenant: name,
  ...(mailName && { sender: mailName }),
  ...(accent && { accent }),
});
