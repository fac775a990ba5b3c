import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { personRoles } from "@/db/schema/people";
import { roles } from "@/db/schema/roles";
import { enterTenant, lookUp, withSystem, withTenant } from "@/lib/access/doors";
import type { Permission } from "@/lib/access/permissions";
import { newActor, newMember, newPerson, newRole, personNow } from "@/lib/testing/factories";
import { hoursFromNow } from "@/lib/time";
import { changeRole } from "./change-role";
import { deleteRole } from "./delete-role";
import { MOST_ROLES, makeRole } from "./make-role";
import { RoleDraft } from "./role-draft";

type Home = Awaited<ReturnType<typeof newActor>>;

const make = (ada: Home, name: string, permissions: Permission[] = []) =>
  withTenant(ada, "roles.edit", (tx) => makeRole(tx, { name, permissions }));

type Change = Omit<Parameters<typeof changeRole>[1], "reviewed"> & { reviewed?: "yes" };
const change = (ada: Home, draft: Change) => withTenant(ada, "roles.edit", (tx) => changeRole(tx, draft));
const drop = (ada: Home, roleId: string) => withTenant(ada, "roles.edit", (tx) => deleteRole(tx, { roleId }));

const roleNow = async (roleId: string) => {
  const [role] = await lookUp("housekeeping", (db) => db.select().from(roles).where(eq(roles.id, roleId)));
  return role;
};

const give = (home: Home["home"], personId: string, roleId: string) =>
  withSystem("create tenant", async (tx) => {
    await enterTenant(tx, home.id);
    await tx.insert(personRoles).values({ tenantId: home.id, personId, roleId });
  });

/** Somebody who may edit roles and little else. */
async function editor(home: Home["home"], more: Permission[] = []) {
  const roleId = await newRole(home, `Role editor ${crypto.randomUUID()}`, [
    "roles.edit",
    "roles.view",
    ...more,
  ]);
  const eve = await newActor("member", home);
  await give(home, eve.personId, roleId);
  return eve;
}

describe("a role of a tenant's own", () => {
  test("S1 S2 is made from the closed list, with what its permissions need, and can be given", async () => {
    const ada = await newActor("owner");
    const { roleId } = await make(ada, "Planner", ["people.invite"]);
    expect(await roleNow(roleId)).toMatchObject({
      name: "Planner",
      builtIn: null,
      permissions: ["people.view", "people.invite"],
      tenantId: ada.tenantId,
    });
  });

  test("S2 takes no permission that is not on the list", () => {
    const parsed = RoleDraft.safeParse({ name: "Planner", permissions: ["people.everything"] });
    expect(parsed.error?.issues[0]?.message).toBe("permission_unknown");
  });

  test.each([
    ["", "role_name_missing"],
    ["   ", "role_name_missing"],
    ["x".repeat(61), "role_name_long"],
    ["Plan\u0000ner", "role_name_characters"],
    ["Plan\u202ener", "role_name_characters"],
    ["Plan\nner", "role_name_characters"],
  ])("S2 is not called %j", (name, message) => {
    expect(RoleDraft.safeParse({ name, permissions: [] }).error?.issues[0]?.message).toBe(message);
  });

  test("S2 is called in any script, up to 60 characters", () => {
    expect(RoleDraft.parse({ name: ` ${"計".repeat(60)} `, permissions: [] }).name).toBe("計".repeat(60));
  });

  test.each(["planner", "PLANNER", "Ｐlanner", "Owner", "eigenaar", "BEHEERDER"])(
    "S2 has a name of its own: not %s beside Planner and the built-in ones",
    async (name) => {
      const ada = await newActor("owner");
      await make(ada, "Planner");
      await expect(make(ada, name)).rejects.toMatchObject({ code: "role_name_taken", field: "name" });
    },
  );

  test("S2 may be called what another company calls one, and keep its own name when it changes", async () => {
    const [ada, ben] = [await newActor("owner"), await newActor("owner")];
    const { roleId } = await make(ada, "Planner");
    await make(ben, "Planner");
    await change(ada, { roleId, name: "PLANNER", permissions: [] });
    expect((await roleNow(roleId))?.name).toBe("PLANNER");
  });

  test("S2 of two with one name made at once one is made", async () => {
    const ada = await newActor("owner");
    const ben = await newActor("owner", ada.home);
    const outcomes = await Promise.allSettled([make(ada, "Planner"), make(ben, "planner")]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("S2 nobody puts in or takes out what they do not hold", async () => {
    const ada = await newActor("owner");
    const eve = await editor(ada.home);
    await expect(make(eve, "Mine", ["people.remove"])).rejects.toMatchObject({ code: "role_above_yours" });
    const { roleId } = await make(ada, "Remover", ["people.remove"]);
    await expect(change(eve, { roleId, name: "Remover", permissions: [] })).rejects.toMatchObject({
      code: "role_above_yours",
    });
    await expect(drop(eve, roleId)).rejects.toMatchObject({ code: "role_above_yours" });
    await make(eve, "Viewer", ["roles.view"]);
    expect((await roleNow(roleId))?.permissions).toEqual(["people.view", "people.remove"]);
  });

  test("S2 the built-in ones are changed and deleted by nobody", async () => {
    const ada = await newActor("owner");
    for (const roleId of Object.values(ada.home.roles)) {
      await expect(change(ada, { roleId, name: "Mine", permissions: [] })).rejects.toMatchObject({
        code: "role_built_in",
      });
      await expect(drop(ada, roleId)).rejects.toMatchObject({ code: "role_built_in" });
    }
  });

  test("S2 another tenant's role is not found, and stays", async () => {
    const [ada, ben] = [await newActor("owner"), await newActor("owner")];
    const { roleId } = await make(ben, "Planner");
    await expect(change(ada, { roleId, name: "Mine", permissions: [] })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(drop(ada, roleId)).rejects.toMatchObject({ code: "not_found" });
    expect(await roleNow(roleId)).toMatchObject({ name: "Planner" });
  });

  test.each(["administrator", "manager", "member"] as const)("S2 is not made by a %s", async (role) => {
    const ben = await newActor(role);
    await expect(make(ben, "Planner")).rejects.toMatchObject({ code: "not_permitted" });
  });

  test("S2 there are fifty at most", async () => {
    const ada = await newActor("owner");
    for (let n = 0; n < MOST_ROLES; n += 1) await newRole(ada.home, `Role ${n}`, []);
    await expect(make(ada, "One more")).rejects.toMatchObject({ code: "roles_full" });
  });

  test("S2 is deleted once nobody holds it, and until then says how many do", async () => {
    const ada = await newActor("owner");
    const { roleId } = await make(ada, "Planner");
    const { person } = await newMember(ada.home);
    await give(ada.home, person.id, roleId);
    await expect(drop(ada, roleId)).rejects.toMatchObject({ code: "role_in_use", values: { people: 1 } });
    await withSystem("housekeeping", (tx) => tx.delete(personRoles).where(eq(personRoles.roleId, roleId)));
    await drop(ada, roleId);
    expect(await roleNow(roleId)).toBeUndefined();
  });
});

describe("a changed role", () => {
  test("S2 holds at the next request of who has it, given and taken", async () => {
    const ada = await newActor("owner");
    const { roleId } = await make(ada, "Planner");
    const bo = await newActor("member", ada.home);
    await give(ada.home, bo.personId, roleId);
    const look = () => withTenant(bo, "people.view", async () => "seen");
    await expect(look()).rejects.toMatchObject({ code: "not_permitted" });
    await change(ada, { roleId, name: "Planner", permissions: ["people.view"] });
    expect(await look()).toBe("seen");
    await change(ada, { roleId, name: "Planner", permissions: [] });
    await expect(look()).rejects.toMatchObject({ code: "not_permitted" });
  });

  test("S2 that gets power says first how many hold it and how many have no second step; then nobody has days left", async () => {
    const ada = await newActor("owner");
    const { roleId } = await make(ada, "Planner");
    const dueAt = hoursFromNow(72);
    const { person: with2 } = await newMember(ada.home);
    const { person: without } = await newMember(ada.home, "member", { secondStep: false });
    const invited = await newPerson(ada.home, { invitedAt: new Date(), expiresAt: hoursFromNow(24 * 20) });
    for (const { id } of [with2, without, invited]) await give(ada.home, id, roleId);
    await withSystem("housekeeping", async (tx) => {
      const { people } = await import("@/db/schema/people");
      await tx.update(people).set({ secondStepDueAt: dueAt }).where(eq(people.id, without.id));
    });

    const draft = { roleId, name: "Planner", permissions: ["people.changeRoles"] as Permission[] };
    await expect(change(ada, draft)).rejects.toMatchObject({
      code: "role_becomes_elevated",
      values: { people: 3, without: 1 },
    });
    expect((await personNow(ada.tenantId, without.id)).secondStepDueAt).toEqual(dueAt);
    await change(ada, { ...draft, reviewed: "yes" });
    expect((await personNow(ada.tenantId, without.id)).secondStepDueAt).toBeNull();
    const { expiresAt } = await personNow(ada.tenantId, invited.id);
    expect((expiresAt?.getTime() ?? 0) - Date.now()).toBeLessThan(8.1 * 86_400_000);
  });

  test("S2 nobody is asked to look twice at a role that nobody has", async () => {
    const ada = await newActor("owner");
    const { roleId } = await make(ada, "Planner");
    await change(ada, { roleId, name: "Planner", permissions: ["people.changeRoles"] });
    expect((await roleNow(roleId))?.permissions).toContain("people.changeRoles");
  });

  test("S2 without a change nothing is written", async () => {
    const ada = await newActor("owner");
    const { roleId } = await make(ada, "Planner", ["people.view"]);
    await change(ada, { roleId, name: "Planner", permissions: ["people.view"] });
  });
});
