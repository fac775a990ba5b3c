import { randomBytes } from "node:crypto";
import { oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import type { InvitationFacts, invitationLetter } from "./letters";

/** What differs between two letters of the same wording. */
const ownFacts = ["name", "address", "href", "number", "userName"] as const;
type OwnFact = (typeof ownFacts)[number];

type LetterOf = Omit<InvitationFacts, "resent">;

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

/**
 * Writes many letters: each wording is made once with marks in place of what is one person's own,
 * for putting sentences together takes longer than all the rest of an invitation.
 */
export function letterWriter(letterOf: typeof invitationLetter): (facts: LetterOf) => string {
  const secret = randomBytes(8).toString("hex");
  const mark = (fact: OwnFact) => `\uE000${secret}${fact}\uE001`;
  const marks = new RegExp(`\uE000${secret}(\\w+)\uE001`, "g");
  const wordings = new Map<string, string>();

  const wordingOf = ({ door, ...facts }: LetterOf, isNamed: boolean): Letter =>
    letterOf({
      ...facts,
      address: mark("address"),
      name: isNamed ? mark("name") : mark("address"),
      href: mark("href"),
      number: mark("number"),
      ...(door && { door: { ...door, userName: mark("userName") } }),
      resent: false,
    });

  return (facts) => {
    const { name, address, href, number, door, ...same } = facts;
    const isNamed = oneLine(name).toLowerCase() !== address.toLowerCase();
    const key = JSON.stringify([same, isNamed, door?.code]);
    const wording = wordings.get(key) ?? JSON.stringify(wordingOf(facts, isNamed));
    wordings.set(key, wording);
    const own: Record<string, string> = { name, address, href, number, userName: door?.userName ?? "" };
    return wording.replace(marks, (_, fact: string) =>
      escaped(fact === "href" ? (own[fact] ?? "") : oneLine(own[fact] ?? "")),
    );
  };
}
