import { domainToUnicode } from "node:url";
import { emailKeyOf } from "@/lib/people/email";

const common =
  "gmail.com hotmail.com hotmail.nl outlook.com live.nl live.com icloud.com yahoo.com ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl hetnet.nl upcmail.nl casema.nl telfort.nl chello.nl protonmail.com".split(
    " ",
  );

/** Letters of other alphabets that look like ours. */
const [others, ours] = ["аеорсхуіјѕԁһκνοαιτɡո", "aeopcxyijsdhkvoaitgn"];
const alike = new Map([...others].map((letter, index) => [letter, ours[index] ?? letter]));

const asLatin = (text: string) => [...text].map((letter) => alike.get(letter) ?? letter).join("");

/** As the eye reads it: without what cannot be seen, and in our own letters. */
const asSeen = (text: string) =>
  asLatin(
    text
      .normalize("NFKC")
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]/gu, "")
      .replace(/^[<("']+|[>)"',;.]+$/g, "")
      .toLowerCase(),
  );

/** How many characters two texts have in common from their beginning. */
function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** One letter more, less, other, or two swapped. */
function isOneOff(a: string, b: string): boolean {
  const start = commonStart(a, b);
  const [left, right] = [a.slice(start), b.slice(start)];
  const isSwapped = `${left[1]}${left[0]}${left.slice(2)}` === right;
  return [
    left.slice(1) === right.slice(1),
    left.slice(1) === right,
    left === right.slice(1),
    left.length > 1 && isSwapped,
  ].includes(true);
}

/** Every doubtful row is held against so many: a list has few domains of its own, or its rows are no slips. */
const LIKELY = 100;
/** Nothing longer is an address with a slip in it. */
const LONGEST = 320;

function* first(known: ReadonlySet<string>): Generator<string> {
  let left = LIKELY;
  for (const one of known) {
    if (left-- === 0) return;
    yield one;
  }
}

const withoutDots = (domain: string) => domain.replaceAll(".", "");

const domainOf = (text: string) => text.slice(text.lastIndexOf("@") + 1);

/** The domain that was meant, when one that is known here, the most used first, is a slip away. */
export function domainMeant(domain: string, known: ReadonlySet<string>): string | null {
  if (known.has(domain) || common.includes(domain)) return null;
  const all = [...first(known), ...common];
  const bare = withoutDots(domain);
  const undotted = all.find((one) => withoutDots(one) === bare);
  return undotted ?? all.find((one) => isOneOff(domain, one)) ?? null;
}

/** The address that was probably meant; null when nothing better is known. */
export function betterAddress(typed: string, known: ReadonlySet<string>): string | null {
  if (typed.length > LONGEST) return null;
  const seen = asSeen(typed).replace(/\s*(\(at\)|\[at\])\s*/, "@");
  const at = seen.lastIndexOf("@");
  if (at < 1) return null;
  const meant = domainMeant(domainOf(seen), known);
  const better = meant ? `${seen.slice(0, at)}@${meant}` : seen;
  const key = emailKeyOf(better);
  return key && key !== emailKeyOf(typed) ? better : null;
}

/** Whether a domain is written in letters that only look like ours. */
export function isLookalike(emailKey: string): boolean {
  if (!emailKey.includes("xn--")) return false;
  const domain = domainToUnicode(domainOf(emailKey));
  const latin = asLatin(domain);
  return latin !== domain && /^[\x21-\x7e]+$/.test(latin);
}
