import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { withSystem, withTenant } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { sendInvitation } from "@/lib/invitations/send";
import { anyEmail, newActor, newMember } from "@/lib/testing/factories";
import { rowsRead } from "@/lib/testing/rows-read";
import { activityOf } from "./activity";
import type { ActivityItem } from "./activity-item";

const page = (actor: Actor, id: string, before = "") =>
  withTenant(actor, "people.view", (tx) => activityOf(tx, id, before));

async function walk(actor: Actor, id: string) {
  const pages = [await page(actor, id)];
  for (let older = pages[0]?.older; older; older = pages.at(-1)?.older)
    pages.push(await page(actor, id, older));
  return pages;
}

const happens = (identityId: string, count: number) =>
  withSystem("sign in", async (tx) => {
    for (let n = 0; n < count; n++) record(tx, { action: "sign_in.completed", identityId });
  });

test("F1 tells every event and every mail once, the newest first", async () => {
  const actor = await newActor();
  const { person, identity } = await newMember(actor.home);
  await happens(identity.id, 60);
  // Of one moment, so that only their keys tell them apart.
  await withSystem("housekeeping", (tx) =>
    tx.execute(sql`insert into messages (tenant_id, person_id, kind, address, state, send_after, created_at)
      select ${actor.tenantId}, ${person.id}, 'notice', 'anna@linde.test', 'delivered', now(), now()
      from generate_series(1, 40)`),
  );
  const pages = await walk(actor, person.id);
  const items: ActivityItem[] = pages.flatMap((one) => one.items);
  expect(pages.map((one) => one.items.length)).toEqual([25, 25, 25, 25]);
  expect(new Set(items.map(({ id }) => id)).size).toBe(100);
  expect(items.filter(({ of }) => of === "message")).toHaveLength(40);
  const moments = items.map(({ at }) => at.getTime());
  expect(moments).toEqual([...moments].sort((a, b) => b - a));
});

test("F1 says who acted and what became of the mail; one's own act, an administrator's, and Portico's", async () => {
  const actor = await newActor();
  const email = anyEmail();
  const draft = { email, name: "Bo Jansen", roles: [actor.home.roles.member] };
  const { personId } = await withTenant(actor, "people.invite", (tx) => sendInvitation(tx, draft));
  const { items } = await page(actor, personId);
  expect(items).toMatchObject([
    { of: "event", action: "invitation.sent", actor: "Ada Bakker", by: "insider" },
    { of: "message", kind: "invitation", address: email, state: "queued", channel: "mail" },
  ]);
});

test("F1 an address with an account elsewhere gets a mail of the same name as one without", async () => {
  const [actor, other] = [await newActor(), await newActor()];
  const { identity } = await newMember(other.home);
  for (const email of [identity.email, anyEmail()]) {
    const draft = { email, name: "Bo Jansen", roles: [actor.home.roles.member] };
    const { personId } = await withTenant(actor, "people.invite", (tx) => sendInvitation(tx, draft));
    const { items } = await page(actor, personId);
    expect(items.flatMap((item) => (item.of === "message" ? item.kind : []))).toEqual(["invitation"]);
  }
});

test("is the same nothing for another tenant's person as for nobody, whatever the cursor", async () => {
  const [mine, other] = [await newActor(), await newActor()];
  const cursors = [
    "",
    "x",
    "W10",
    ...["2026-02-31T00:00:00.000000Z", "0000-01-01T00:00:00.000000Z"].map((moment) =>
      Buffer.from(JSON.stringify([moment, `e${"0".repeat(20)}`])).toString("base64url"),
    ),
  ];
  for (const id of [other.personId, crypto.randomUUID()])
    for (const before of cursors) expect(await page(mine, id, before)).toEqual({ items: [], older: null });
});

/** Others of the same tenant, whom nobody asked about. */
const newCrowd = (tenantId: string) =>
  withSystem("housekeeping", async (tx) => {
    const rows = await tx.execute<{ id: string }>(sql`
      insert into people (tenant_id, name) select ${tenantId}::uuid, 'Person ' || n from generate_series(1, 3000) n
      returning id`);
    for (const { id } of rows.slice(0, 2000))
      record(tx, { action: "sign_in.code_wrong", tenantId, personId: id });
  });

test("F1 a page of 5,000 events reads a page", async () => {
  const actor = await newActor();
  const { person, identity } = await newMember(actor.home);
  await newCrowd(actor.tenantId);
  await happens(identity.id, 5000);
  const { older } = await page(actor, person.id);
  for (const before of ["", older ?? ""]) {
    const read = await withTenant(actor, "people.view", (tx) =>
      rowsRead(tx, ["events", "messages", "people"], () => activityOf(tx, person.id, before)),
    );
    expect(read).toBeLessThan(100);
  }
}, 60_000);
