import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";

const { adminUrl, urls } = inject("template");
const database = `t_${process.env.VITEST_POOL_ID ?? "1"}`;
const secret = () => randomBytes(32).toString("base64");

async function clone() {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  const [template] = await sql<{ owner: string }[]>`
    select pg_get_userbyid(datdba) as owner from pg_database where datname = 'portico_template'`;
  if (!template) throw new Error("There is no template database.");
  await sql`drop database if exists ${sql(database)} with (force)`;
  await sql`create database ${sql(database)} template portico_template owner ${sql(template.owner)}`;
  await sql.end();
}

function onClone(url: string) {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

await clone();
for (const [name, url] of Object.entries(urls)) process.env[name] = onClone(url);
Object.assign(process.env, {
  PORTICO_MODE: "test",
  PORTICO_SECRET: secret(),
  PORTICO_SEAL_KEYS: `k1:${secret()}`,
  PORTICO_PEPPER: secret(),
  APP_URL: "http://localhost:3999",
  MAIL_FROM: "portico@portico.example",
  SMTP_URL: process.env.SMTP_URL ?? "smtp://127.0.0.1:9",
  SEND_DELAY_SECONDS: "0",
  WORKER: "off",
});
