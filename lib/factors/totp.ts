import { generateSecret, verify } from "otplib";

export const PERIOD_SECONDS = 30;
const TOLD_STEPS = 10;

/** 160 bits, base32 (RFC 4226, R6). */
export const newTotpSecret = () => generateSecret();

const DIGITS = 6;
const OTHER_DIGITS = /[\uFF10-\uFF19]/g;

/** Spaces, dashes and full-width digits are understood; null for anything else. */
export function digitsOf(typed: string): string | null {
  const plain = typed
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replace(/[\s\u00a0\u2009-\u2015-]/g, "");
  return new RegExp(`^\\d{${DIGITS}}$`).test(plain) ? plain : null;
}

/** The step a code belongs to, looking so many steps back and ahead; null when it fits none (RFC 6238). */
export async function stepOf(
  secret: string,
  code: string,
  back: number,
  ahead: number,
): Promise<number | null> {
  const result = await verify({
    secret,
    token: code,
    epochTolerance: [back * PERIOD_SECONDS, ahead * PERIOD_SECONDS],
  });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

export const stepNow = (now = Date.now()) => Math.floor(now / 1000 / PERIOD_SECONDS);

/** Accepted everywhere alike: this step and the one before (RFC 6238, 5.2). */
export const acceptedStep = (secret: string, code: string) => stepOf(secret, code, 1, 0);

/** Told, never accepted: how many seconds the phone's clock seems to be off (behind is negative). */
export async function driftOf(secret: string, code: string, ahead: boolean): Promise<number | null> {
  const step = await stepOf(secret, code, TOLD_STEPS, ahead ? TOLD_STEPS : 0);
  return step === null ? null : (step - stepNow()) * PERIOD_SECONDS;
}

/** The address an authenticator app reads; issuer and account name what people look for in their app. */
export function otpauthUri(secret: string, account: string): string {
  const issuer = "Portico";
  const parameters = `secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=${DIGITS}&period=${PERIOD_SECONDS}`;
  return `otpauth://totp/${issuer}:${encodeURIComponent(account)}?${parameters}`;
}
