import PostalMime from "postal-mime";

const KEPT = 500;
let last = 0;

/** The letters that came in, newest first, in memory only. */
export const letters = [];

/** Reads one mail as it came over the wire and keeps it. */
export async function takeIn(raw, { from, to }) {
  const mail = await PostalMime.parse(raw);
  letters.unshift({
    id: String(++last),
    to: to.join(", "),
    from: from || (mail.from?.address ?? ""),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key.toLowerCase(), value])),
    at: new Date().toISOString(),
  });
  letters.length = Math.min(letters.length, KEPT);
}

/** Those to one address; without one, all. */
export function lettersTo(address) {
  const wanted = address?.trim().toLowerCase();
  if (!wanted) return letters;
  return letters.filter(({ to }) => to.toLowerCase().split(", ").includes(wanted));
}
