import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { relyingParty } from "@/lib/passkeys/relying-party";

const FLAGS = { present: 0x01, verified: 0x04, attested: 0x40 };

type Wish = { origin?: string; host?: string; verified?: boolean; counter?: number; userHandle?: string };

/** A device that makes one passkey and signs with it, as a browser would hand its answers on. */
export class TestPasskey {
  readonly id = randomBytes(32);
  counter = 0;
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  constructor(readonly owner: string) {}

  private clientData(type: string, challenge: string, { origin = relyingParty().origin }: Wish): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  private authData({ host = relyingParty().id, verified = true }: Wish, more: Buffer, extra = 0): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flags = FLAGS.present | (verified ? FLAGS.verified : 0) | extra;
    return Buffer.concat([createHash("sha256").update(host).digest(), Buffer.from([flags]), counter, more]);
  }

  /** What `navigator.credentials.create` gives, as JSON. */
  make(challenge: string, wish: Wish = {}): string {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, publicKeyOf(this.keys.publicKey)]);
    const attestation = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", new Uint8Array(this.authData(wish, attested, FLAGS.attested))],
    ]);
    return this.answer({
      clientDataJSON: this.clientData("webauthn.create", challenge, wish).toString("base64url"),
      attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString("base64url"),
      transports: ["internal"],
    });
  }

  /** What `navigator.credentials.get` gives, as JSON. */
  use(challenge: string, wish: Wish = {}): string {
    this.counter = wish.counter ?? this.counter + 1;
    const clientData = this.clientData("webauthn.get", challenge, wish);
    const authData = this.authData(wish, Buffer.alloc(0));
    const signed = Buffer.concat([authData, createHash("sha256").update(clientData).digest()]);
    return this.answer({
      clientDataJSON: clientData.toString("base64url"),
      authenticatorData: authData.toString("base64url"),
      signature: sign("sha256", signed, this.keys.privateKey).toString("base64url"),
      userHandle: Buffer.from(wish.userHandle ?? this.owner).toString("base64url"),
    });
  }

  private answer(response: Record<string, unknown>): string {
    const id = this.id.toString("base64url");
    return JSON.stringify({ id, rawId: id, type: "public-key", response, clientExtensionResults: {} });
  }
}

/** As a COSE key: EC2, ES256, P-256. */
function publicKeyOf(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const part = (coded: string) => new Uint8Array(Buffer.from(coded, "base64url"));
  const cose = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, part(x)],
    [-3, part(y)],
  ]);
  return Buffer.from(isoCBOR.encode(cose as never));
}
