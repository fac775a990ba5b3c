export type Contact = {
  address?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
  text?: string | undefined;
};

type Props = { contact: Contact; otherwise: string };

/** How a company can be reached, each way on a line of its own; `otherwise` where it has named none. */
export function ContactLines({ contact: { address, phone, email, text }, otherwise }: Props) {
  if (!text && !address && !email && !phone) return <p className="muted">{otherwise}</p>;
  return (
    <>
      {text && <p>{text}</p>}
      {address && <p className="lines">{address}</p>}
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
