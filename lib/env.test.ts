import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { EnvironmentFault, readEnvironment } from "./env";

const key = () => randomBytes(32).toString("base64");
const url = (role: string) => `postgres://${role}:pw-of-${role}@127.0.0.1:5432/portico`;
const sound = {
  APP_URL: "https://portico.example/some/path",
  DATABASE_URL: url("portico_app"),
  DATABASE_SYSTEM_URL: url("portico_system"),
  DATABASE_JOBS_URL: url("portico_jobs"),
  PORTICO_SECRET: key(),
  PORTICO_PEPPER: key(),
  PORTICO_SEAL_KEYS: `k2:${key()},k1:${key()}`,
  MAIL_FROM: "portico@portico.example",
  SMTP_URL: "smtp://127.0.0.1:25",
};

function faultsOf(changed: Record<string, string | undefined>): readonly string[] {
  try {
    readEnvironment({ ...sound, ...changed });
    return [];
  } catch (error) {
    if (error instanceof EnvironmentFault) return error.faults;
    throw error;
  }
}

test("a sound environment is read, with careful defaults", () => {
  expect(readEnvironment(sound)).toMatchObject({
    APP_URL: "https://portico.example",
    PORTICO_MODE: "production",
    SEND_DELAY_SECONDS: 20,
    TRUSTED_PROXIES: 0,
    WORKER: "on",
  });
});

test.each([
  ["APP_URL", "http://portico.example"],
  ["APP_URL", "portico"],
  ["PORTICO_SECRET", "c2hvcnQ="],
  ["PORTICO_SECRET", `changeme${"a".repeat(60)}`],
  ["PORTICO_PEPPER", undefined],
  ["PORTICO_SEAL_KEYS", "no-name-of-a-key"],
  ["PORTICO_SEAL_KEYS", "k1:c2hvcnQ="],
  ["DATABASE_URL", "mysql://x"],
  ["DATABASE_URL", "postgres://postgres:postgres@db/portico"],
  ["MAIL_FROM", undefined],
  ["MAIL_FROM", "Portico <portico@portico.example>"],
  ["WORKER", "maybe"],
  ["RESEND_WEBHOOK_SECRET", "whsec_c2hvcnQ="],
  ["RESEND_WEBHOOK_SECRET", "c29tZSBzZWNyZXQgb2YgYW5vdGhlciBzaGFwZQ=="],
])("%s=%s is named and refused", (name, value) => {
  const faults = faultsOf({ [name]: value });
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults) expect(fault).toMatch(new RegExp(`^${name} `));
});

test("http is for this machine only", () => {
  expect(faultsOf({ APP_URL: "http://localhost:3000" })).toEqual([]);
});

test("without a way to send mail nothing starts", () => {
  expect(faultsOf({ SMTP_URL: undefined })).toEqual([expect.stringContaining("SMTP_URL must be set")]);
  expect(faultsOf({ SMTP_URL: "", RESEND_API_KEY: "re_12345678" })).toEqual([]);
});

test("every fault is told at once, and no value is repeated", () => {
  const faults = faultsOf({
    APP_URL: "nonsense-value",
    PORTICO_SECRET: "weak-value",
    MAIL_FROM: "wrong-value",
  });
  expect(faults).toHaveLength(3);
  expect(faults.join()).not.toContain("-value");
});
