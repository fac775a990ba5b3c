import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withSystem, withTenant } from "@/lib/access/doors";
import { anyEmail, newActor, newMember, newPerson, newRole } from "@/lib/testing/factories";
import { pasted, rowsNow } from "@/lib/testing/imports";
import { changeColumns, changeRow, changeTerms, markRow, RowChange } from "./change";
import { checkSeveral } from "./check-several";
import { csvOf } from "./csv";
import { inviteSeveral, PanelDraft } from "./invite-several";
import { importOf } from "./rows";

const ada = await newActor("manager");
const owner = await newActor("owner", ada.home);
const rowsOf = async (text: string) => rowsNow(ada, await pasted(ada, text));
const verdictOf = async (line: string) =>
  (await rowsOf(`naam;e-mail;rol;gebruikersnaam\n${line}`)).map(({ verdict, about }) => ({
    verdict,
    ...about,
  }))[0];

const cases: [string, () => Promise<string>, object][] = [
  ["ready", async () => `Anna;${anyEmail()};Member`, { verdict: "ready" }],
  ["in Dutch as well", async () => `Anna;${anyEmail()};medewerker`, { verdict: "ready" }],
  ["S19 of a shared mailbox, still sent", async () => "Desk;info@linde.test;Member", { verdict: "shared" }],
  ["without an address", async () => "Anna;;Member", { verdict: "no_email" }],
  [
    "with a slip",
    async () => "Anna;anna@gmial.com;Member",
    { verdict: "check_address", better: "anna@gmail.com" },
  ],
  [
    "of a domain of one's own without its dot",
    async () => "Anna;anna@lindetest;Member",
    { verdict: "check_address", better: "anna@linde.test" },
  ],
  [
    "in letters that look like ours",
    async () => "Anna;anna@lіnde.test;Member",
    { verdict: "malformed", better: "anna@linde.test" },
  ],
  [
    "in full width",
    async () => "Anna;anna＠linde.test;Member",
    { verdict: "malformed", better: "anna@linde.test" },
  ],
  [
    "with a sign that cannot be seen",
    async () => "Anna;an\u200bna@linde.test;Member",
    { verdict: "malformed", better: "anna@linde.test" },
  ],
  ["with a formula", async () => "Anna;=1+1;Member", { verdict: "malformed" }],
  ["without a role", async () => `Anna;${anyEmail()};`, { verdict: "no_role" }],
  [
    "with a role nobody has",
    async () => `Anna;${anyEmail()};Astronaut`,
    { verdict: "role_unknown", role: "Astronaut" },
  ],
  [
    "with a role above one's own",
    async () => `Anna;${anyEmail()};Owner`,
    { verdict: "role_above", role: "owner" },
  ],
  [
    "with a foreign address as user name",
    async () => `Anna;${anyEmail()};Member;bo@x.nl`,
    { verdict: "user_name" },
  ],
  [
    "with a name that cannot be shown",
    async () => `An\u202Ena;${anyEmail()};Member`,
    { verdict: "check_name" },
  ],
];

test.each(cases)("S1 a row %s is told as such", async (_, line, expected) => {
  expect(await verdictOf(await line())).toMatchObject(expected);
});

test("S1 who is here already is told from who is not, each with their name", async () => {
  const [active, started] = [await newMember(ada.home), await newMember(ada.home)];
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`update people set active_at = null where id = ${started.person.id}`),
  );
  const [suspended, left] = [{ suspendedAt: new Date() }, { leftAt: new Date() }];
  const people = [
    active.person.email,
    started.person.email,
    (await newPerson(ada.home, suspended)).email,
    (await newPerson(ada.home, left)).email,
    (await newPerson(ada.home, { invitedAt: new Date() })).email,
    (await newPerson(ada.home)).email,
  ];
  const rows = await rowsOf(people.join("\n"));
  expect(rows.map(({ verdict }) => verdict)).toEqual([
    "active",
    "started",
    "suspended",
    "left",
    "invited",
    "ready",
  ]);
  expect(rows[0]?.about).toMatchObject({ name: "Anna de Vries", person: active.person.id });
});

test("S1 of whom is invited it is told whether the invitation is open, has expired or came back", async () => {
  const invited = { invitedAt: new Date() };
  const people = [
    (await newPerson(ada.home, invited)).email,
    (await newPerson(ada.home, { ...invited, expiresAt: new Date(0) })).email,
    (await newPerson(ada.home, { ...invited, expiresAt: new Date(0), bouncedAt: new Date() })).email,
  ];
  const rows = await rowsOf(people.join("\n"));
  expect(rows.map(({ verdict, about }) => [verdict, about["offer"]])).toEqual([
    ["invited", "open"],
    ["invited", "expired"],
    ["invited", "bounced"],
  ]);
});

test("S1 the second of two rows names the first, and is ready once that is left out", async () => {
  const email = anyEmail();
  const id = await pasted(ada, `${email}\n${email.toUpperCase()}`);
  expect((await rowsNow(ada, id))[1]).toMatchObject({ verdict: "twice", about: { line: 1 } });
  await withTenant(ada, "people.invite", (tx) => markRow(tx, { importId: id, line: 1, mark: "leave_out" }));
  expect((await rowsNow(ada, id)).map(({ verdict }) => verdict)).toEqual(["left_out", "ready"]);
});

test("S1 a row is mended in place, kept as typed, or takes the better address", async () => {
  const id = await pasted(ada, "a@gmial.com\nb@gmial.com\nc");
  await withTenant(ada, "people.invite", (tx) => markRow(tx, { importId: id, line: 1, mark: "apply" }));
  await withTenant(ada, "people.invite", (tx) => markRow(tx, { importId: id, line: 2, mark: "keep" }));
  const email = anyEmail();
  await withTenant(ada, "people.invite", (tx) => changeRow(tx, { importId: id, line: 3, email }));
  expect((await rowsNow(ada, id)).map((row) => [row.email, row.verdict])).toEqual([
    ["a@gmail.com", "ready"],
    ["b@gmial.com", "ready"],
    [email, "ready"],
  ]);
});

test("S1 what is no address is asked again in its row, and is never stored", () => {
  const faultOf = (email: string) =>
    RowChange.safeParse({ importId: crypto.randomUUID(), line: "1", email }).error?.issues.map(
      ({ message }) => message,
    );
  expect(faultOf("")).toEqual(["email_missing"]);
  for (const email of ["anna@@linde", "anna at linde.nl", "   ", "anna@gm\u0430il.com"])
    expect([email, faultOf(email)]).toEqual([email, ["email_wrong"]]);
  expect(faultOf("anna@linde.nl")).toBeUndefined();
});

test("S2 a role for all rows without one, and other columns, are read into every row", async () => {
  const planner = await newRole(ada.home, "Planner", []);
  const id = await pasted(ada, `wie;e-mail;rol;naam\nBo;${anyEmail()};;Anna`);
  expect((await rowsNow(ada, id))[0]).toMatchObject({ verdict: "no_role", name: "Anna" });
  await withTenant(ada, "people.invite", (tx) =>
    changeTerms(tx, { importId: id, language: "nl", role: planner, days: 3 }),
  );
  await withTenant(ada, "people.invite", (tx) =>
    changeColumns(tx, { importId: id, email: 1, name: 0, role: 2 }),
  );
  expect((await rowsNow(ada, id))[0]).toMatchObject({ verdict: "ready", name: "Bo" });
});

test("S2 the panel takes several addresses at once: all good ones leave, a doubtful one is shown first", async () => {
  const draft = (email: string, roles = [ada.home.roles.member]) =>
    PanelDraft.parse({ email, roles, keep: [] });
  const several = (by: typeof ada, input: ReturnType<typeof draft>) =>
    withTenant(by, "people.invite", async (tx) => {
      const sent = await inviteSeveral(tx, input);
      return "importId" in sent ? (await importOf(tx, sent.importId)).state : "one";
    });
  expect(await several(ada, draft(`Anna <${anyEmail()}>`))).toBe("one");
  expect(await several(ada, draft(`${anyEmail()}, ${anyEmail()}`))).toBe("running");
  expect(await several(ada, draft(`${anyEmail()}, bo@gmial.com`))).toBe("review");
  await expect(
    several(ada, draft(`${anyEmail()} ${anyEmail()}`, [ada.home.roles.owner])),
  ).rejects.toMatchObject({
    code: "role_above_yours",
  });
  await expect(
    several(owner, draft(`${anyEmail()} ${anyEmail()}`, [ada.home.roles.owner])),
  ).rejects.toMatchObject({
    code: "review_powers",
  });
  expect(
    PanelDraft.safeParse({ email: "anna", roles: [ada.home.roles.member], keep: [] }).error?.issues[0]
      ?.message,
  ).toBe("email_wrong");
});

test("While somebody types, each address is told what would become of it, and nothing is stored", async () => {
  const told = await withTenant(ada, "people.view", (tx) =>
    checkSeveral(tx, { email: `${anyEmail()}, info@linde.test, bo@gmial.com`, keep: [] }),
  );
  expect(told.checked.map(({ verdict, isReady }) => [verdict, isReady])).toEqual([
    ["ready", true],
    ["shared", true],
    ["check_address", false],
  ]);
});

test("A list that goes out comes back in as it was, and no cell of it is calculated", async () => {
  const name = "=HYPERLINK(1)";
  const csv = csvOf(
    ["Naam", "E-mail", "Reden"],
    [
      [name, "x", "-"],
      ['a;"b"\n', "@bo", "+"],
    ],
  );
  expect(csv).toContain('"\'=HYPERLINK(1)"');
  const rows = await rowsOf(csv);
  expect(rows.map(({ given }) => given.slice(0, 2))).toEqual([
    [name, "x"],
    ['a;"b"', "@bo"],
  ]);
});

test("No cell that leaves begins a formula in any writing, nor at a separator that another spreadsheet goes by", () => {
  for (const cell of ["\n=1+1", "＝1+1", "＠SUM(1)", "Bo,=1+1", "Bo;+1", "Bo\n-1", "a\t@SUM(1)"])
    expect(csvOf(["Naam"], [[cell]]).slice(1)).not.toMatch(/(^|[,;\t\r\n"])\s*[=+\-@＝＋－＠]/m);
});
