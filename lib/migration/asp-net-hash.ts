import { pbkdf2, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

type AspNet = { scheme: "aspnet2" | "aspnet3"; hash: string };
type Parts = {
  scheme: AspNet["scheme"];
  digest: "sha1" | "sha256" | "sha512";
  iterations: number;
  salt: Buffer;
  key: Buffer;
};

/** The .NET default is 100,000; a hostile list could ask for billions on each try. */
const MOST_ITERATIONS = 1_000_000;
const MOST_BYTES = 512;
const LEAST = 16;

const V2_SALT = 16;
const V2_KEY = 32;
const V2_ITERATIONS = 1000;
const V3_HEADER = 13;
const digests = ["sha1", "sha256", "sha512"] as const;
const lengths = { sha1: 20, sha256: 32, sha512: 64 } as const;

function partsOfV2(bytes: Buffer): Parts | null {
  if (bytes.length !== 1 + V2_SALT + V2_KEY) return null;
  return {
    scheme: "aspnet2",
    digest: "sha1",
    iterations: V2_ITERATIONS,
    salt: bytes.subarray(1, 1 + V2_SALT),
    key: bytes.subarray(1 + V2_SALT),
  };
}

function partsOfV3(bytes: Buffer): Parts | null {
  if (bytes.length < V3_HEADER + 2 * LEAST) return null;
  const digest = digests[bytes.readUInt32BE(1)];
  const iterations = bytes.readUInt32BE(5);
  const saltLength = bytes.readUInt32BE(9);
  if (!digest || iterations < 1) return null;
  if (saltLength < LEAST || saltLength > bytes.length - V3_HEADER - LEAST) return null;
  const salt = bytes.subarray(V3_HEADER, V3_HEADER + saltLength);
  const key = bytes.subarray(V3_HEADER + saltLength);
  // Each length of the digest asks for all iterations anew: a long key is the same hours in another field.
  if (iterations * Math.ceil(key.length / lengths[digest]) > MOST_ITERATIONS) return null;
  return { scheme: "aspnet3", digest, iterations, salt, key };
}

function partsOf(hash: string): Parts | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(hash)) return null;
  const bytes = Buffer.from(hash, "base64");
  if (bytes.length > MOST_BYTES) return null;
  if (bytes[0] === 0) return partsOfV2(bytes);
  return bytes[0] === 1 ? partsOfV3(bytes) : null;
}

/** What PasswordHasher of ASP.NET Identity wrote, version 2 or 3: the first byte tells which. */
export function readAspNet(hash: string, only?: AspNet["scheme"]): AspNet | null {
  const parts = partsOf(hash);
  if (!parts || (only && parts.scheme !== only)) return null;
  return { scheme: parts.scheme, hash };
}

const derive = promisify(pbkdf2);

export async function matchesAspNet(hash: string, password: string): Promise<boolean> {
  const parts = partsOf(hash);
  if (!parts) return false;
  const { salt, iterations, key, digest } = parts;
  return timingSafeEqual(await derive(password, salt, iterations, key.length, digest), key);
}
