import { createHash, timingSafeEqual } from "node:crypto";
import { parseOptions, verify } from "@node-rs/bcrypt";
import { matchesAspNet, readAspNet } from "./asp-net-hash";

/** How another system kept a password. Plain data: it is sealed as JSON. */
export type OldHash =
  | { scheme: "bcrypt"; hash: string }
  | { scheme: "aspnet2" | "aspnet3"; hash: string }
  | { scheme: DigestScheme; digest: string; salt: string; saltAt: "before" | "after" };

type DigestScheme = "sha1" | "sha256" | "md5";
type Given = { scheme: string; hash: string; salt?: string };

/** A list could ask for hours of work on each try: what costs more than about a second is not taken. */
const MOST_BCRYPT_COST = 14;
const LONGEST_SALT = 256;

const BCRYPT = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;

/** Also looks at what the pattern cannot, such as bits that no salt of sixteen bytes has; throws for those. */
function costOf(hash: string): number | null {
  try {
    return parseOptions(hash).cost;
  } catch {
    return null;
  }
}

function readBcrypt(hash: string): OldHash | null {
  const cost = BCRYPT.test(hash) ? costOf(hash) : null;
  return cost !== null && cost <= MOST_BCRYPT_COST ? { scheme: "bcrypt", hash } : null;
}

const lengths: Record<DigestScheme, number> = { sha1: 20, sha256: 32, md5: 16 };

const fromText = (text: string, bytes: number) => {
  const encoding = /^[0-9a-f]+$/i.test(text) && text.length === bytes * 2 ? "hex" : "base64";
  const read = Buffer.from(text, encoding);
  return read.length === bytes && /^[\w+/=-]+$/.test(text) ? read : null;
};

const readDigest =
  (scheme: DigestScheme, saltAt: "before" | "after") =>
  (hash: string, salt: string): OldHash | null => {
    const digest = fromText(hash, lengths[scheme]);
    if (!digest || salt.length > LONGEST_SALT) return null;
    return { scheme, digest: digest.toString("hex"), salt, saltAt };
  };

type Read = (hash: string, salt: string) => OldHash | null;

const digestNames = (scheme: DigestScheme): [string, Read][] => [
  [scheme, readDigest(scheme, "before")],
  [`salted${scheme}`, readDigest(scheme, "before")],
  [`${scheme}saltpassword`, readDigest(scheme, "before")],
  [`${scheme}passwordsalt`, readDigest(scheme, "after")],
];

const named = (names: readonly string[], read: Read) => names.map((name): [string, Read] => [name, read]);

/** Names as lists write them, without case, spaces and signs. */
const schemes = new Map<string, Read>([
  ...named(["bcrypt", "blowfish"], readBcrypt),
  ...named(["aspnet", "aspnetidentity", "identity", "pbkdf2"], (hash) => readAspNet(hash)),
  ...named(["aspnet2", "aspnetidentity2", "aspnetidentityv2", "identityv2"], (hash) =>
    readAspNet(hash, "aspnet2"),
  ),
  ...named(["aspnet3", "aspnetidentity3", "aspnetidentityv3", "identityv3"], (hash) =>
    readAspNet(hash, "aspnet3"),
  ),
  ...(["sha1", "sha256", "md5"] as const).flatMap(digestNames),
]);

const keyOf = (scheme: string) => scheme.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Null for a scheme that is not known, and for a hash that cannot be one of it. */
export function readOldHash({ scheme, hash, salt = "" }: Given): OldHash | null {
  const read = schemes.get(keyOf(scheme));
  return read ? read(hash.trim(), salt) : null;
}

/** Found in a moment by whoever gets the list of the old system. */
export const isWeakScheme = (scheme: string | null) => scheme === "md5";

function matchesDigest(
  { scheme, digest, salt, saltAt }: Extract<OldHash, { digest: string }>,
  password: string,
): boolean {
  const text = saltAt === "before" ? salt + password : password + salt;
  return timingSafeEqual(createHash(scheme).update(text, "utf8").digest(), Buffer.from(digest, "hex"));
}

/** Slow on purpose, and not queued: whoever calls it waits for a turn first. */
export async function matchesOldHash(hash: OldHash, password: string): Promise<boolean> {
  if (hash.scheme === "bcrypt") return verify(password, hash.hash);
  if ("digest" in hash) return matchesDigest(hash, password);
  return matchesAspNet(hash.hash, password);
}
