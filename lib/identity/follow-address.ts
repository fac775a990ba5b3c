import { and, eq, ne } from "drizzle-orm";
import { people } from "@/db/schema/people";
import { tenants } from "@/db/schema/tenants";
import { enterTenant, type SystemTx } from "@/lib/access/doors";
import type { Action } from "@/lib/events/actions";
import { record } from "@/lib/events/record";
import { post } from "@/lib/mail/post";
import { policyOf } from "@/lib/policy/policy";
import { sameThereLetter } from "./address-letters";
import type { Owner } from "./owner";

type Address = { email: string; emailKey: string };
type Move = { identityId: string; from: readonly string[]; to: Address; action: Action };

/** In the order of their ids, so that two changes never wait for each other. */
const placesOf = (tx: SystemTx, identityId: string) =>
  tx
    .select({ person: people, tenant: tenants })
    .from(people)
    .innerJoin(tenants, eq(tenants.id, people.tenantId))
    .where(eq(people.identityId, identityId))
    .orderBy(people.tenantId);

type Place = Awaited<ReturnType<typeof placesOf>>[number];

/** Somebody else of the tenant who has the address: one person per address, for good. */
async function holderAt(tx: SystemTx, { person }: Place, { emailKey }: Address) {
  const [holder] = await tx
    .select({ name: people.name, email: people.email, language: people.language })
    .from(people)
    .where(
      and(eq(people.tenantId, person.tenantId), eq(people.emailKey, emailKey), ne(people.id, person.id)),
    );
  return holder ?? null;
}

async function follow(tx: SystemTx, { person, tenant }: Place, { email, emailKey }: Address): Promise<void> {
  const isBound = policyOf(tenant.policy).userName === "equals_email";
  const userName =
    isBound && person.userNameKey === person.emailKey ? { userName: email, userNameKey: emailKey } : {};
  await tx
    .update(people)
    .set({ email, emailKey, ...userName })
    .where(and(eq(people.id, person.id), eq(people.tenantId, person.tenantId)));
}

async function tellHolder(tx: SystemTx, place: Place, to: Address, name: string): Promise<void> {
  const holder = await holderAt(tx, place, to);
  if (!holder?.email) return;
  const { tenant } = place;
  const letter = sameThereLetter({
    language: holder.language ?? tenant.language,
    name: holder.name,
    address: holder.email,
    tenant: tenant.name,
    other: name,
  });
  await post(tx, { to: holder.email, kind: "notice" }, letter);
}

type Followed = "same" | "other" | "taken";

async function followIn(tx: SystemTx, place: Place, { from, to }: Move): Promise<Followed> {
  const { emailKey } = place.person;
  if (emailKey === null || !from.includes(emailKey)) return "other";
  if (await holderAt(tx, place, to)) return "taken";
  await follow(tx, place, to);
  return "same";
}

/** A tenant's address follows where it was the same, with an event in each; gives the tenants where it stays. */
export async function followAddress(tx: SystemTx, owner: Owner, move: Move): Promise<string[]> {
  const { identityId, to, action } = move;
  const places = await placesOf(tx, identityId);
  const stays: string[] = [];
  for (const place of places) {
    const { person, tenant } = place;
    await enterTenant(tx, tenant.id);
    const followed = await followIn(tx, place, move);
    if (followed === "taken") {
      stays.push(tenant.name);
      await tellHolder(tx, place, to, owner.name);
    }
    record(tx, { action, tenantId: tenant.id, personId: person.id, identityId, details: { followed } });
  }
  if (places.length === 0) record(tx, { action, identityId });
  return stays;
}
