import { newSecret, readSigned, signed } from "@/lib/secrets";

/** After a full sign-in a device is known for that identity, and keeps a budget of tries of its own. */
export const deviceFor = (identityId: string, before: string | undefined): string => {
  const id = readSigned("device", before)?.split(":")[0] ?? newSecret().slice(0, 16);
  return signed("device", `${id}:${identityId}`);
};

/** The device's id, when it has signed in as this identity before; else null. */
export function knownDevice(cookie: string | undefined, identityId: string | null): string | null {
  const [id, known] = readSigned("device", cookie)?.split(":") ?? [];
  return id && identityId && known === identityId ? id : null;
}
