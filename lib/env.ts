import { z } from "zod";

const loopback = ["localhost", "127.0.0.1", "[::1]"];
const samples = /^(change-?me|secret|sample|example|test|password)/i;

const key = z
  .string({ error: "is missing" })
  .refine((value) => !samples.test(value), "is a sample value: make your own with `openssl rand -base64 32`")
  .refine(
    (value) => Buffer.from(value, "base64").length >= 32,
    "is too weak: it must be 32 random bytes or more, in base64",
  );

const keyRing = z
  .string({ error: "is missing" })
  .regex(/^[\w-]+:[^,:]+(,[\w-]+:[^,:]+)*$/, "must be a list such as k2:<base64>,k1:<base64>, newest first")
  .refine(
    (value) =>
      value.split(",").every((part) => Buffer.from(part.split(":")[1] ?? "", "base64").length === 32),
    "must hold keys of exactly 32 random bytes in base64",
  );

const appUrl = z
  .string({ error: "is missing" })
  .refine((value) => URL.canParse(value), "is not a URL")
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const { protocol, hostname } = new URL(value);
    return protocol === "https:" || (protocol === "http:" && loopback.includes(hostname));
  }, "must be https, or http on a loopback name")
  .transform((value) => new URL(value).origin);

const postgresUrl = z
  .string({ error: "is missing" })
  .refine(
    (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value),
    "must start with postgres:// and be a URL",
  )
  .refine((value) => !/:\/\/postgres:postgres@/.test(value), "uses the default password");

const seconds = (fallback: number, most: number) =>
  z.coerce.number().int().min(0).max(most).default(fallback);

/** Where a mail becomes a text message, with the number's digits in its place. */
const gateway = z
  .string()
  .regex(/^[^\s@]*\{number\}[^\s@]*@[^\s@{}]+$/, "must be an address such as {number}@sms.example.com");

// Traackr's list: numbers there cost much and are used for fraud with texts.
const UNREACHABLE = "DZ AZ BD ID IL NG OM PK PS LK TJ TN VN";

const countries = z
  .string()
  .default(UNREACHABLE)
  .transform((text) =>
    text
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )
  .refine(
    (codes) => codes.every((code) => /^([A-Z]{2}|NONE)$/.test(code)),
    "must be country codes such as DZ AZ, or none",
  );

const twilio = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"] as const;
type Twilio = Partial<Record<(typeof twilio)[number] | "TWILIO_API_KEY", string | undefined>>;

/** All of it or none: half a setting would look as if texts went out. */
const lackedByTwilio = (env: Twilio) => {
  const given = env.TWILIO_API_KEY !== undefined || twilio.some((name) => env[name] !== undefined);
  return given ? twilio.filter((name) => env[name] === undefined) : [];
};

const Environment = z
  .object({
    PORTICO_MODE: z.enum(["production", "demo", "test"]).default("production"),
    APP_URL: appUrl,
    DATABASE_URL: postgresUrl,
    DATABASE_SYSTEM_URL: postgresUrl,
    DATABASE_JOBS_URL: postgresUrl,
    DB_PREPARE: z.enum(["on", "off"]).default("on"),
    DB_POOL: z.coerce.number().int().min(1).max(100).default(10),
    PORTICO_SECRET: key,
    PORTICO_PEPPER: key,
    PORTICO_SEAL_KEYS: keyRing,
    MAIL_FROM: z.email("must be a plain address such as portico@example.com").optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
      .optional(),
    RESEND_API_KEY: z.string().min(8, "is too short").optional(),
    RESEND_BASE_URL: z.url().optional(),
    RESEND_WEBHOOK_SECRET: z
      .string()
      .refine(
        (value) => /^whsec_[\w+/]+=*$/.test(value) && Buffer.from(value.slice(6), "base64").length >= 24,
        "must be the signing secret of the webhook as Resend shows it: whsec_ and 24 bytes or more in base64",
      )
      .optional(),
    SEND_DELAY_SECONDS: seconds(20, 3600),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
    WORKER: z.enum(["on", "off"]).default("on"),
    TEXT_GATEWAY: gateway.optional(),
    TWILIO_ACCOUNT_SID: z
      .string()
      .regex(/^AC\w+$/, "must start with AC")
      .optional(),
    TWILIO_API_KEY: z
      .string()
      .regex(/^SK\w+$/, "must start with SK")
      .optional(),
    TWILIO_AUTH_TOKEN: z.string().min(8, "is too short").optional(),
    TWILIO_FROM: z
      .string()
      .regex(
        /^(\+[1-9]\d{6,14}|MG\w+|[A-Za-z0-9 ]{1,11})$/,
        "must be a number such as +3197..., a messaging service (MG...) or a name",
      )
      .optional(),
    TEXT_BLOCKED_COUNTRIES: countries,
    TEXT_PER_DAY: z.coerce.number().int().min(1).max(1_000_000).default(1000),
  })
  .superRefine((env, context) => {
    if (!env.SMTP_URL && !env.RESEND_API_KEY)
      context.addIssue({
        code: "custom",
        path: ["RESEND_API_KEY"],
        message: "or SMTP_URL must be set: Portico lives by mail",
      });
    if (!env.MAIL_FROM) context.addIssue({ code: "custom", path: ["MAIL_FROM"], message: "is missing" });
    for (const name of lackedByTwilio(env))
      context.addIssue({ code: "custom", path: [name], message: "is missing: Twilio needs all three" });
  });

export type Environment = z.output<typeof Environment>;

/** One clear line for each fault of the environment. */
export class EnvironmentFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`Portico cannot start:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  }
}

/** Throws an EnvironmentFault that names each missing, weak or sample value. */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new EnvironmentFault(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
}

let environment: Environment | undefined;

/** Read once, at first use, so that a build needs no secrets. */
export function env(): Environment {
  environment ??= readEnvironment(process.env);
  return environment;
}
