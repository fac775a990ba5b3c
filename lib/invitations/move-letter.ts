import { env } from "@/lib/env";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { greetingOf, letterFrame, letterSentences } from "@/lib/mail/letter-frame";
import type { InvitationFacts } from "./letters";

const words = (of: InvitationFacts) => ({
  tenant: oneLine(of.tenant),
  address: oneLine(of.address),
  lastDay: of.lastDay,
  roles: new Intl.ListFormat(of.language, { type: "conjunction" }).format(of.roles.map(oneLine)),
  b: bold,
});

/** Company code, user name and the address to keep; a company that asks for no code has none to remember. */
function toKeep(of: InvitationFacts): string {
  const t = letterSentences(of.language);
  const { address, b } = words(of);
  if (!of.door) return t.markup("keepAddress", { href: `${env().APP_URL}/sign-in`, address, b });
  const { code, href, userName } = of.door;
  return t.markup("keep", { code: oneLine(code), href, userName: oneLine(userName), b });
}

/** To somebody of the old system, who gets an account of their own: what stays, and what to keep. */
export function moveLetter(of: InvitationFacts): Letter {
  const t = letterSentences(of.language);
  const { tenant, address, lastDay, roles, b } = words(of);
  const isOwnName = oneLine(of.name).toLowerCase() !== address.toLowerCase();
  const replyTo = of.contactEmail ?? of.inviterEmail;
  const frame = letterFrame({ ...of, tenant, address });
  return {
    ...frame,
    subject: t("move.subject", { tenant }),
    heading: t("move.heading"),
    preview: t("move.preview", { lastDay }),
    ...(replyTo && { replyTo }),
    greeting: greetingOf(of.language, isOwnName ? of.name : ""),
    paragraphs: [
      ...(of.resent ? [t("invitation.replaces")] : []),
      `${t.markup("move.access", { tenant, roles, b })} ${t("move.stays")}`,
      of.existing ? t("join.known") : t("invitation.takes"),
    ],
    ...(of.note && { quote: { by: t("wrote", { name: oneLine(of.inviter ?? tenant) }), text: of.note } }),
    button: { label: t("move.button"), href: of.href },
    afterButton: [
      toKeep(of),
      t.markup("invitation.works", { lastDay, address, b }),
      of.existing ? t("join.noPassword") : t("invitation.noPassword"),
    ],
    footnotes: [...frame.footnotes, t("move.behalf", { tenant })],
  };
}
