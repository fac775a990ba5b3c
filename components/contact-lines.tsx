export type Contact = { email?: string | undefined; phone?: string | undefined; text?: string | undefined };

type Props = { contact: Contact; otherwise: string };

/** How a company can be reached, each way on a line of its own; `otherwise` where it has named none. */
export function ContactLines({ contact: { email, phone, text }, otherwise }: Props) {
  if (!text && !email && !phone) return <p className="muted">{otherwise}</p>;
  return (
    <>
      {text && <p>{text}</p>}
      {email && (
        <p>
          <a href={`mailto:${email}`}>{email}</a>
        </p>
      )}
      {phone && (
        <p>
          <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a>
        </p>
      )}
    </>
  );
}
