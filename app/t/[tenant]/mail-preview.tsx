import { Facts } from "@/components/facts";
import type { ShownMail } from "@/lib/invitations/sample-letters";

export type PreviewWords = Record<"from" | "replyTo" | "inviter" | "subject", string>;

/** A mail as people get it, as text. */
export function MailPreview({ mail, words }: { mail: ShownMail; words: PreviewWords }) {
  const { language } = mail;
  return (
    <div className="mail-preview">
      <Facts
        facts={[
          { name: words.from, value: mail.from },
          { name: words.replyTo, value: mail.replyTo ?? words.inviter },
          { name: words.subject, value: <span lang={language}>{mail.subject}</span> },
        ]}
      />
      <pre lang={language}>{mail.text}</pre>
    </div>
  );
}
