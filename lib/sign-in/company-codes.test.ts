import { sql } from "drizzle-orm";
import type { Runner } from "graphile-worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterTenant, lookUp, withSystem } from "@/lib/access/doors";
import { startWorker } from "@/lib/jobs/worker";
import { anyEmail, newIdentity, newMember, newPerson, newTenant, trace } from "@/lib/testing/factories";
import { PostOffice } from "@/lib/testing/post-office";
import { askCompanyCodes, countCompanyCodes } from "./company-codes";

const office = new PostOffice();
let worker: Runner;
beforeAll(async () => {
  await office.open();
  process.env["SMTP_URL"] = office.url;
  worker = await startWorker();
});
afterAll(async () => {
  await worker.stop();
  await office.close();
});

const ask = async (email: string, language: "en" | "nl" = "en") => {
  const counted = await countCompanyCodes(email, language);
  await withSystem("sign in", (tx) => askCompanyCodes(tx, counted), trace);
};

const patience = { timeout: 15_000, interval: 100 };
const mailTo = async (email: string) => {
  await expect.poll(() => office.arrivedAt(email).length, patience).toBeGreaterThan(0);
  return office.arrivedAt(email)[0]?.mail.text ?? "";
};

test("H26 the mail lists the companies of the person with code, user name and address, and no others", async () => {
  const [linde, sun, left] = [
    await newTenant({ name: "Zorggroep Linde", companyCode: "LINDE-42" }),
    await newTenant({ name: "Bakkerij Zon", companyCode: "ZON 7" }),
    await newTenant({ name: "Oude Baas", companyCode: "OUD-1" }),
  ];
  const { identity, person } = await newMember(linde);
  await newPerson(sun, { identityId: identity.id, email: identity.email });
  await newPerson(left, { identityId: identity.id, email: identity.email, leftAt: new Date() });
  await withSystem("housekeeping", async (tx) => {
    await enterTenant(tx, linde.id);
    await tx.execute(
      sql`update people set user_name = 'a.devries', user_name_key = 'a.devries' where id = ${person.id}`,
    );
  });
  await ask(identity.email.toUpperCase(), "nl");
  const text = (await mailTo(identity.email)).replace(/\s+/g, " ");
  expect(text).toContain("Zorggroep Linde Bedrijfscode: LINDE-42 Gebruikersnaam: a.devries");
  expect(text).toContain("http://localhost:3999/sign-in/LINDE-42");
  expect(text).toContain("Bakkerij Zon Bedrijfscode: ZON 7 Inloggen:");
  expect(text).toContain("http://localhost:3999/sign-in/ZON-7");
  expect(text).not.toContain("OUD-1");
  const said = await lookUp("verify events", (db) =>
    db.execute(
      sql`select 1 from events where identity_id = ${identity.id} and action = 'company_codes.asked'`,
    ),
  );
  expect(said.length).toBeGreaterThan(0);
}, 30_000);

test("H26 an unknown address and one that only somebody's record holds get no mail; no company gets an answer", async () => {
  const stranger = anyEmail();
  const imported = await newPerson(await newTenant());
  const lonely = await newIdentity();
  await ask(stranger);
  await ask(imported.email);
  await ask(lonely.email);
  expect(await mailTo(lonely.email)).toContain("You belong to no company at the moment.");
  expect(office.arrivedAt(stranger)).toEqual([]);
  expect(office.arrivedAt(imported.email)).toEqual([]);
}, 30_000);

test("H26 more than three times an hour the answer is the same, and no mail goes out", async () => {
  const { email } = await newIdentity();
  for (let n = 0; n < 5; n += 1) await ask(n % 2 ? email.toUpperCase() : email);
  const later = await newIdentity();
  await expect.poll(() => office.arrivedAt(email).length, patience).toBe(3);
  await ask(later.email);
  await mailTo(later.email);
  expect(office.arrivedAt(email)).toHaveLength(3);
}, 30_000);
