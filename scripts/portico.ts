import { parseArgs } from "node:util";
import { z } from "zod";
import { closePools } from "@/db/client";
import { withSystem } from "@/lib/access/doors";
import { verifyEvents } from "@/lib/events/verify";
import { emailKeyOf } from "@/lib/people/email";
import { createTenantWithOwner } from "@/lib/tenants/first-owner";

const usage = `Usage:
  npm run portico -- create-tenant --name "Zorggroep Linde" --slug linde --owner mila@linde.nl
      [--owner-name "Mila Visser"] [--language en|nl] [--time-zone Europe/Amsterdam] [--company-code LINDE] [--mail]
    Makes a tenant. Prints the activation link of its first owner, or mails it with --mail.
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
} as const;

const faults: Record<string, string> = {
  slug_wrong: "lower-case letters, digits and dashes, 2 to 48 of them",
  slug_reserved: "names a page of Portico; choose another one",
  zone_unknown: "is no time zone such as Europe/Amsterdam",
  name_missing: "is missing",
  name_long: "is longer than 120 characters",
};

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

const commands: Record<string, () => Promise<void>> = {
  "create-tenant": makeTenant,
  "verify-events": checkEvents,
};
const command = commands[process.argv[2] ?? ""];
if (!command) fail(usage);
try {
  await command();
} catch (error) {
  if (error instanceof Error && error.name === "Refusal")
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
