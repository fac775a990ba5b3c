import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import type { z } from "zod";
import { recordRefusedAct } from "@/lib/access/refused-act";
import { dayIn } from "@/lib/i18n/sentences";
import { countTry } from "@/lib/identity/limits";
import type { Refusal, RefusalCode } from "@/lib/refusal";
import { countryIn } from "./country-in";
import type { FormState } from "./form-state";
import { faultsOf } from "./read-form";
import { currentTrace } from "./trace";

const DEFAULT_ZONE = "Europe/Amsterdam";

const MINUTE = 60_000;
/** Shorter waits are told to the second, for who sits and waits. */
const LONG_WAIT = 5 * MINUTE;

/** The time a wait ends; a long one in whole minutes, never too early. */
function endOf(wait: Date, locale: string, timeZone: string): string {
  const isLong = wait.getTime() - Date.now() > LONG_WAIT;
  return new Intl.DateTimeFormat(locale === "nl" ? "nl" : "en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    ...(isLong ? {} : { second: "2-digit" }),
    timeZone,
  }).format(isLong ? Math.ceil(wait.getTime() / MINUTE) * MINUTE : wait);
}

type Value = Refusal["values"][string];

/** A country by its name, a wait as a time, any other moment as a day. */
async function spoken(name: string, value: Value, zone: string): Promise<string | number> {
  const locale = await getLocale();
  if (name === "country") return countryIn(locale, String(value));
  if (!(value instanceof Date)) return value;
  if (name !== "until") return dayIn(locale, zone, value);
  return endOf(value, locale, zone);
}

/** A refusal that names a zone is told by that clock: the midnight of a company is midnight there alone. */
const zoneIn = ({ timeZone }: Refusal["values"]) => (timeZone ? String(timeZone) : DEFAULT_ZONE);

/** A refusal in the person's language. */
export async function sentenceOf(refusal: Refusal): Promise<string> {
  const t = await getTranslations("refusals");
  const zone = zoneIn(refusal.values);
  const values = await Promise.all(
    Object.entries(refusal.values).map(
      async ([name, value]) => [name, await spoken(name, value, zone)] as const,
    ),
  );
  return t(refusal.code, Object.fromEntries(values));
}

/** Each fault beside its field, in the person's language. */
export async function invalid(error: z.ZodError, values: FormState["values"]): Promise<FormState> {
  const t = await getTranslations("fields");
  const faults = faultsOf(error);
  const fields = faults.flatMap(({ field, key }) =>
    field ? [[field, t.has(key as never) ? t(key as never) : t("not_understood")]] : [],
  );
  const general = faults.some(({ field }) => field === null) ? { message: t("not_understood") } : {};
  return { status: "invalid", fields: Object.fromEntries(fields), ...general, ...(values && { values }) };
}

/** A refusal beside its field when it has one, else above the form. */
export async function refused(refusal: Refusal, values: FormState["values"]): Promise<FormState> {
  const message = await sentenceOf(refusal);
  const shown = values ? { values } : {};
  const { code } = refusal;
  if (refusal.field) return { status: "invalid", code, fields: { [refusal.field]: message }, ...shown };
  return { status: "refused", code, message, ...shown };
}

type Who = { id: string; identityId?: string; tenant?: string };
const TEN_MINUTES = 600;

// A question back to the person is part of the act, and no refusal of it.
const questions: readonly RefusalCode[] = ["review_powers", "role_becomes_elevated", "verify_again"];

/** A refused act is one event; repeats within ten minutes only count. The answer stays "no" even if this fails. */
export async function noteRefusal(refusal: Refusal, act: string, { id, ...who }: Who): Promise<void> {
  if (questions.includes(refusal.code)) return;
  try {
    const first = { name: "refusal", most: 1, seconds: TEN_MINUTES };
    if (await countTry(first, `${id}|${act}|${refusal.code}`)) return;
    await recordRefusedAct({ act, reason: refusal.code, ...who }, await currentTrace());
  } catch (error) {
    console.error(
      JSON.stringify({ level: "error", what: "a refusal was not written down", error: String(error) }),
    );
  }
}
