import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { events } from "@/db/schema/events";
import { tenants } from "@/db/schema/tenants";
import { lookUp, withTenant } from "@/lib/access/doors";
import { permissionsOf } from "@/lib/access/permissions";
import { newActor, newTenant } from "@/lib/testing/factories";
import { changeCompany } from "./change-company";
import { type Company, companyOf, maySeeCompany, seenIn } from "./company";
import { CompanyDraft } from "./company-draft";

type Actor = Awaited<ReturnType<typeof newActor>>;
type Typed = Record<string, string>;

async function storedOf(tenantId: string) {
  const [row] = await lookUp("housekeeping", (db) =>
    db.select().from(tenants).where(eq(tenants.id, tenantId)),
  );
  if (!row) throw new Error("no tenant");
  return row;
}

const changesIn = (tenantId: string) =>
  lookUp("verify events", async (db) =>
    (await db.select().from(events).where(eq(events.tenantId, tenantId))).filter(
      ({ action }) => action === "company.changed",
    ),
  );

/** The form as it was filled in from what held then. */
function formOf({ applications, ...company }: Company): Typed {
  const slots = applications.flatMap(({ name, url }, index) => [
    [`applicationName${index + 1}`, name],
    [`applicationUrl${index + 1}`, url],
  ]);
  return { ...company, ...Object.fromEntries(slots), seen: seenIn({ applications, ...company }) };
}

const formNow = async ({ tenantId }: Actor) => formOf(companyOf(await storedOf(tenantId)));

/** As a browser's form comes in: what is empty is left out where it may be. */
const parsed = (typed: Typed) =>
  CompanyDraft.safeParse(
    Object.fromEntries(Object.entries(typed).filter(([name, value]) => value !== "" || name === "name")),
  );

async function save(actor: Actor, typed: Typed, form?: Typed): Promise<void> {
  const draft = CompanyDraft.parse(parsed({ ...(form ?? (await formNow(actor))), ...typed }).data);
  await withTenant(actor, "company.edit", (tx) => changeCompany(tx, draft));
}

const faultsIn = (typed: Typed, form: Typed) => {
  const { error } = parsed({ ...form, ...typed });
  // The first of a field is the one that is shown.
  return Object.fromEntries(error?.issues.toReversed().map(({ path, message }) => [path[0], message]) ?? []);
};

const block: Typed = {
  text: "Help desk, weekdays 9 to 17",
  address: " Kerkstraat 12 \r\n\r\n1017 GC Amsterdam",
  phone: "020 555 01 23",
  email: "HelpDesk@linde.test",
};

let owner: Actor;
beforeEach(async () => {
  owner = await newActor("owner", await newTenant());
});

describe("what a company says of itself", () => {
  test("2.5 a time zone is changed and changed back in a day, and not to have one midnight after another", async () => {
    const move = (timeZone: string) => save(owner, { timeZone });
    await move("Asia/Tokyo");
    await move("Europe/Amsterdam");
    await expect(move("Pacific/Kiritimati")).rejects.toMatchObject({
      code: "zone_moved_often",
      values: { most: 2, until: expect.any(Date) },
      field: "timeZone",
    });
    await save(owner, { name: "Linde by another name" });
    expect(await storedOf(owner.tenantId)).toMatchObject({
      timeZone: "Europe/Amsterdam",
      name: "Linde by another name",
    });
  });

  test("H17 the contact block is stored as people will read it: lines, and a number that works from abroad", async () => {
    await save(owner, block);
    expect((await storedOf(owner.tenantId)).contact).toEqual({
      text: "Help desk, weekdays 9 to 17",
      address: "Kerkstraat 12\n1017 GC Amsterdam",
      phone: "+31 20 555 0123",
      email: "HelpDesk@linde.test",
    });
  });

  test("H17 a number is dialled in the company's own country", async () => {
    await save(owner, { ...block, phone: "02 555 12 34", timeZone: "Europe/Brussels" });
    expect((await storedOf(owner.tenantId)).contact.phone).toBe("+32 2 555 12 34");
  });

  test("is written down by the names of what changed, never by its words", async () => {
    await save(owner, { name: "Linde & Zonen", accent: "b36", ...block });
    const [line, ...others] = await changesIn(owner.tenantId);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ actorKind: "person", actorId: owner.personId, subjectId: owner.tenantId });
    expect(line?.details).toEqual({ fields: ["name", "accent", "address", "phone", "email", "text"] });
    expect((await storedOf(owner.tenantId)).accent).toBe("#BB3366");
  });

  test("can be emptied again", async () => {
    const links = { applicationName1: "Roosters", applicationUrl1: "https://roosters.linde.test" };
    await save(owner, { accent: "#B36000", ...block, ...links });
    expect((await storedOf(owner.tenantId)).applications).toEqual([
      { name: "Roosters", url: "https://roosters.linde.test/" },
    ]);
    const none = Object.fromEntries(
      ["accent", ...Object.keys({ ...block, ...links })].map((one) => [one, ""]),
    );
    await save(owner, none);
    expect(await storedOf(owner.tenantId)).toMatchObject({ accent: null, contact: {}, applications: [] });
  });

  test("leaves slug, code, rules and sender alone, and every other company", async () => {
    const other = await newTenant();
    const [mine, theirs] = [await storedOf(owner.tenantId), await storedOf(other.id)];
    await save(owner, { name: "Linde" });
    expect(await storedOf(owner.tenantId)).toEqual({ ...mine, name: "Linde" });
    expect(await storedOf(other.id)).toEqual(theirs);
  });
});

describe("two at once", () => {
  test("the same form sent twice is saved and written down once", async () => {
    const form = { ...(await formNow(owner)), name: "Linde" };
    await Promise.all([save(owner, {}, form), save(owner, {}, form)]);
    expect((await storedOf(owner.tenantId)).name).toBe("Linde");
    expect(await changesIn(owner.tenantId)).toHaveLength(1);
  });

  test("each keeps what the other left alone", async () => {
    const form = await formNow(owner);
    await Promise.all([save(owner, { name: "Linde" }, form), save(owner, block, form)]);
    expect(await storedOf(owner.tenantId)).toMatchObject({
      name: "Linde",
      contact: { phone: "+31 20 555 0123" },
    });
    expect(await changesIn(owner.tenantId)).toHaveLength(2);
  });

  test("of two that change the same, the second is told what stands there now, and nothing of it is saved", async () => {
    const form = await formNow(owner);
    await save(owner, { name: "Linde" }, form);
    await expect(save(owner, { name: "Eik", ...block }, form)).rejects.toMatchObject({
      code: "company_moved",
      field: "name",
      values: { now: "Linde", is: "said" },
    });
    expect(await storedOf(owner.tenantId)).toMatchObject({ name: "Linde", contact: {} });
  });
});

describe("what cannot stand there is told at its field", () => {
  test.each([
    ["name", "", "company_name_missing"],
    ["name", "L".repeat(121), "company_name_long"],
    ["name", "Linde\u202Eednil", "text_characters"],
    ["accent", "green", "accent_wrong"],
    ["accent", "#12345", "accent_wrong"],
    ["accent", "#000000;background:url(//x)", "accent_wrong"],
    ["language", "fr", "language_unknown"],
    ["timeZone", "Europe/Atlantis", "zone_unknown"],
    ["address", "a\nb\nc\nd\ne\nf", "contact_address_long"],
    ["address", "Kerk\u0000straat", "text_characters"],
    ["email", "help@linde", "email_wrong"],
    ["email", "help@linde.nl, mal@evil.nl", "email_wrong"],
    ["text", "x".repeat(121), "contact_text_long"],
    ["phone", "tel", "contact_phone_form"],
    ["phone", "112", "contact_phone_form"],
    ["phone", "0".repeat(41), "number_long"],
  ])("%s %j", async (name, value, fault) => {
    expect(faultsIn({ [name]: value }, await formNow(owner))).toEqual({ [name]: fault });
  });

  test.each([
    "http://roosters.linde.nl",
    "javascript:alert(1)",
    "data:text/html,x",
    "//roosters.linde.nl",
    "roosters.linde.nl",
    "https://mila:geheim@linde.nl",
    "https://",
  ])("an application at %s", async (applicationUrl1) => {
    const faults = faultsIn({ applicationName1: "Roosters", applicationUrl1 }, await formNow(owner));
    expect(faults).toEqual({ applicationUrl1: "application_url" });
  });

  test("half an application, and the same one twice", async () => {
    const form = await formNow(owner);
    const url = "https://roosters.linde.nl";
    expect(faultsIn({ applicationName1: "Roosters", applicationUrl2: url }, form)).toEqual({
      applicationUrl1: "application_url_missing",
      applicationName2: "application_name_missing",
    });
    const twice = {
      applicationName1: "A",
      applicationUrl1: url,
      applicationName2: "B",
      applicationUrl2: `${url}/`,
    };
    expect(faultsIn(twice, form)).toEqual({ applicationUrl2: "application_twice" });
  });
});

test("who sees anything of the settings sees the page, and a member does not", () => {
  const sees = (["owner", "administrator", "manager", "member"] as const).map((builtIn) =>
    maySeeCompany(new Set(permissionsOf({ builtIn, permissions: [] }))),
  );
  expect(sees).toEqual([true, true, true, false]);
  expect(maySeeCompany(new Set(permissionsOf({ builtIn: null, permissions: ["company.edit"] })))).toBe(true);
});

test("only who may edit the company saves it", async () => {
  for (const role of ["manager", "member"] as const) {
    const actor = await newActor(role, owner.home);
    await expect(save(actor, { name: "Eik" })).rejects.toMatchObject({ code: "not_permitted" });
  }
  await save(await newActor("administrator", owner.home), { name: "Eik" });
  expect((await storedOf(owner.tenantId)).name).toBe("Eik");
});
