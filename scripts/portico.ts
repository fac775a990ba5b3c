import { parseArgs } from "node:util";
import { z } from "zod";
import { closePools } from "@/db/client";
import { withSystem } from "@/lib/access/doors";
import { verifyEvents } from "@/lib/events/verify";
import { fieldWords } from "@/lib/migration/columns-in-words";
import { emailKeyOf } from "@/lib/people/email";
import { isRefusal } from "@/lib/refusal";
import { createTenantWithOwner } from "@/lib/tenants/first-owner";
import { importOldAccounts, type OldSource } from "./import-old-accounts";

const usage = `Usage:
  npm run portico -- create-tenant --name "Zorggroep Linde" --slug linde --owner mila@linde.nl
      [--owner-name "Mila Visser"] [--language en|nl] [--time-zone Europe/Amsterdam] [--company-code LINDE] [--mail]
    Makes a tenant. Prints the activation link of its first owner, or mails it with --mail.
  npm run portico -- import-old-accounts --tenant linde --source "HomeTrak" --file accounts.csv
  npm run portico -- import-old-accounts --tenant linde --source "HomeTrak" --database postgres://… --table old_users
      [--column "LOGIN=user name" --column "PWD=hash" --column "NOTES=nothing" …]
    Takes in the accounts of an old system, of any number. Rows that cannot be taken in go into a list beside it,
    each with its reason. Nobody is mailed: the company checks and moves its people in Settings > Migration.
    What --column says of a list is remembered for the next one with the same columns.
  npm run portico -- verify-events
    Walks the chain of every event log and names the first broken link.`;

const options = {
  name: { type: "string" },
  slug: { type: "string" },
  owner: { type: "string" },
  "owner-name": { type: "string" },
  language: { type: "string" },
  "time-zone": { type: "string" },
  "company-code": { type: "string" },
  mail: { type: "boolean", default: false },
  tenant: { type: "string" },
  source: { type: "string" },
  file: { type: "string" },
  database: { type: "string" },
  table: { type: "string" },
  column: { type: "string", multiple: true },
} as const;

const faults: Record<string, string> = {
  slug_wrong: "lower-case letters, digits and dashes, 2 to 48 of them",
  slug_reserved: "names a page of Portico; choose another one",
  zone_unknown: "is no time zone such as Europe/Amsterdam",
  name_missing: "is missing",
  name_long: "is longer than 120 characters",
};

const sayingColumns = `Say it with --column "LOGIN=user name", once for each: a column of the list, and one of
${Object.values(fieldWords).join(", ")}, nothing.`;

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

type Values = ReturnType<typeof valuesGiven>;
const valuesGiven = () => parseArgs({ args: process.argv.slice(3), options }).values;

const draftOf = (values: Values, name: string, slug: string) => ({
  name,
  slug,
  language: values.language === "nl" ? ("nl" as const) : ("en" as const),
  ...(values["time-zone"] && { timeZone: values["time-zone"] }),
  ...(values["company-code"] && { companyCode: values["company-code"] }),
});

async function makeTenant(): Promise<void> {
  const values = valuesGiven();
  const { name, slug, owner } = values;
  if (!name || !slug || !owner) fail(`--name, --slug and --owner are needed.\n${usage}`);
  if (!emailKeyOf(owner)) fail(`"${owner}" is not an e-mail address.`);
  const first = {
    email: owner,
    mail: values.mail,
    ...(values["owner-name"] && { name: values["owner-name"] }),
  };
  const made = await withSystem("create tenant", (tx) =>
    createTenantWithOwner(tx, draftOf(values, name, slug), first),
  );
  console.log(`Made ${made.tenant.name} (company code ${made.tenant.companyCode}).`);
  const until = made.expiresAt.toISOString();
  console.log(
    made.href
      ? `The first owner's link, which works once until ${until}:\n${made.href}`
      : `The first owner's link is on its way to ${owner}.`,
  );
}

async function checkEvents(): Promise<void> {
  const streams = await withSystem("verify events", verifyEvents);
  const broken = streams.filter(({ brokenAt }) => brokenAt !== null);
  for (const { stream, brokenAt } of broken)
    console.error(`Stream ${stream} is broken at event ${brokenAt}.`);
  if (broken.length > 0) process.exitCode = 1;
  else
    console.log(
      `${streams.length} streams, ${streams.reduce((sum, { events }) => sum + events, 0)} events: every link holds.`,
    );
}

function oldSourceIn({ tenant, source, file, database, table, column: columns = [] }: Values): OldSource {
  if (!tenant || !source) fail(`--tenant and --source are needed.\n${usage}`);
  if (file) return { tenant, source, columns, file };
  if (!database || !table) fail(`--file, or --database and --table, are needed.\n${usage}`);
  return { tenant, source, columns, database, table };
}

async function takeInOldAccounts(): Promise<void> {
  const { rows, seconds, path, ...became } = await importOldAccounts(oldSourceIn(valuesGiven()));
  const { added, changed, same, left, refused } = became;
  console.log(`${rows} rows in ${seconds.toFixed(1)} s (${Math.round(rows / seconds)} rows a second).`);
  console.log(
    `${added} new, ${changed} changed, ${same} the same as before, ${left} left as they are because they moved or are on their way, ${refused} refused${refused > 0 ? ` (${path})` : ""}.`,
  );
  console.log("The server checks them now; Settings > Migration shows how far it is.");
}

const commands: Record<string, () => Promise<void>> = {
  "create-tenant": makeTenant,
  "import-old-accounts": takeInOldAccounts,
  "verify-events": checkEvents,
};
const command = commands[process.argv[2] ?? ""];
if (!command) fail(usage);
try {
  await command();
} catch (error) {
  if (isRefusal(error) && error.code === "columns_unsure")
    fail(
      `Which column says what is not certain: ${error.values["doubts"]}.\nColumns: ${error.values["seen"]}.\n${sayingColumns}`,
    );
  if (isRefusal(error) && error.code === "column_unknown")
    fail(
      `--column "${error.values["said"]}" is not understood.\nColumns: ${error.values["seen"]}.\n${sayingColumns}`,
    );
  if (isRefusal(error) && error.code.startsWith("file_")) fail(`This list cannot be read (${error.code}).`);
  if (isRefusal(error))
    fail("This slug or company code is taken. Neither ever changes hands: choose another one.");
  if (error instanceof z.ZodError)
    fail(
      error.issues
        .map((issue) => `--${issue.path.join(".")}: ${faults[issue.message] ?? issue.message}`)
        .join("\n"),
    );
  throw error;
} finally {
  await closePools();
}
