import { z } from "zod";
import { seal, unseal } from "@/lib/secrets";

/** What a device remembers of its last sign-in: never a password. */
const Remembered = z.strictObject({ company: z.string().max(64).nullable(), name: z.string().max(254) });
export type Remembered = z.output<typeof Remembered>;

/** To be remembered once the sign-in of this identity is complete; without a name: to be forgotten. */
const Wish = z.strictObject({ identityId: z.uuid(), remembered: Remembered.nullable() });
export type Wish = z.output<typeof Wish>;

const DOOR = "door cookie";
const WISH = "door wish";

/** Null for what was changed, made for something else, or sealed with a key that is gone. */
function opened<T>(schema: z.ZodType<T>, bound: string, cookie: string | undefined): T | null {
  if (!cookie) return null;
  try {
    return schema.parse(JSON.parse(unseal(cookie, bound)));
  } catch {
    return null;
  }
}

export const sealRemembered = ({ company, name }: Remembered) =>
  seal(JSON.stringify({ company, name }), DOOR);
export const openRemembered = (cookie: string | undefined) => opened(Remembered, DOOR, cookie);

export const sealWish = (wish: Wish) => seal(JSON.stringify(wish), WISH);
export const openWish = (cookie: string | undefined) => opened(Wish, WISH, cookie);
