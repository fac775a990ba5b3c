import { emailKeyOf } from "@/lib/people/email";
import { userNameKeyOf } from "@/lib/people/user-name";
import { bracketed } from "./bracketed";
import type { Mapping } from "./columns";
import type { GivenRow } from "./read";

/** What the columns of a row say. */
export type Derived = {
  email: string;
  emailKey: string | null;
  name: string;
  userName: string | null;
  userNameKey: string | null;
  roleText: string | null;
  language: "en" | "nl" | null;
};

const languages = { nl: "nl", nederlands: "nl", dutch: "nl", en: "en", engels: "en", english: "en" } as const;
const isLanguageWord = (word: string): word is keyof typeof languages => word in languages;

function languageOf(cell: string): "en" | "nl" | null {
  const word = cell.toLowerCase().split(/[-_]/)[0] ?? "";
  return isLanguageWord(word) ? languages[word] : null;
}

/** An address as people keep it in a cell: alone, behind `mailto:`, or after a name. */
function addressIn(cell: string): { email: string; name: string } {
  const { name, email } = bracketed(cell) ?? { name: "", email: "" };
  return { email: (email || cell).replace(/^mailto:/i, "").trim(), name };
}

export function derive({ given }: Pick<GivenRow, "given">, mapping: Mapping): Derived {
  const cell = (field: keyof Mapping) => {
    const column = mapping[field];
    return column === undefined ? "" : (given[column] ?? "");
  };
  const address = addressIn(cell("email"));
  const parts = [cell("firstName"), cell("infix"), cell("lastName")].filter(Boolean).join(" ");
  const userName = cell("userName") || null;
  return {
    email: address.email,
    emailKey: emailKeyOf(address.email),
    name: cell("name") || parts || address.name,
    userName,
    userNameKey: userName && userNameKeyOf(userName),
    roleText: mapping.role === undefined ? null : cell("role"),
    language: languageOf(cell("language")),
  };
}
