import type { Language } from "@/lib/i18n/languages";
import { bold, oneLine } from "@/lib/mail/emphasis";
import type { Letter } from "@/lib/mail/letter";
import { letterSentences } from "@/lib/mail/letter-frame";
import { accountLetter } from "./notice-letters";

type To = { language: Language; name: string; address: string };

/** To a new address: its owner says yes. */
export function confirmAddressLetter(to: To & { href: string }): Letter {
  const t = letterSentences(to.language);
  return accountLetter(to, {
    subject: t("notice.confirmAddress.subject"),
    preview: t("notice.confirmAddress.preview"),
    paragraphs: [t.markup("notice.confirmAddress.text", { address: oneLine(to.address), b: bold })],
    button: { label: t("notice.confirmAddress.button"), href: to.href },
    afterButton: [t("notice.confirmAddress.works"), t("notice.confirmAddress.notYou")],
  });
}

/** To an address that has an account: told to its mailbox, never to who asked. */
export function addressTakenLetter(to: To): Letter {
  const t = letterSentences(to.language);
  return accountLetter(to, {
    subject: t("notice.addressTaken.subject"),
    preview: t("notice.addressTaken.preview"),
    paragraphs: [
      t.markup("notice.addressTaken.text", { address: oneLine(to.address), b: bold }),
      t("notice.addressTaken.next"),
    ],
  });
}

/** To who has the address in a tenant already: it stays theirs there. */
export function sameThereLetter(to: To & { tenant: string; other: string }): Letter {
  const t = letterSentences(to.language);
  const [tenant, name] = [oneLine(to.tenant), oneLine(to.other)];
  return accountLetter(to, {
    subject: t("notice.sameThere.subject", { tenant }),
    preview: t("notice.sameThere.preview"),
    paragraphs: [
      t.markup("notice.sameThere.text", { name, tenant, address: oneLine(to.address), b: bold }),
      t("notice.sameThere.next", { tenant }),
    ],
  });
}

/** To an address that the account was taken from again. */
export function undoneLetter(to: To): Letter {
  const t = letterSentences(to.language);
  return accountLetter(to, {
    subject: t("notice.undone.subject"),
    preview: t("notice.undone.preview"),
    paragraphs: [t("notice.undone.text"), t("notice.undone.next")],
  });
}

/** "This was not me" was pressed: the way to a new password, at once. */
export function notMeLetter(to: To & { href: string; minutes: number }): Letter {
  const t = letterSentences(to.language);
  return accountLetter(to, {
    subject: t("notice.notMe.subject"),
    preview: t("notice.notMe.preview"),
    paragraphs: [t("notice.notMe.text"), t("notice.notMe.next")],
    button: { label: t("notice.notMe.button"), href: to.href },
    afterButton: [t("notice.notMe.works", { minutes: to.minutes })],
  });
}
