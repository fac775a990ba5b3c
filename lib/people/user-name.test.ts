import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { lookUp, withTenant } from "@/lib/access/doors";
import { changeAddress } from "@/lib/invitations/change-address";
import { sendInvitation } from "@/lib/invitations/send";
import { anyEmail, newActor, newPerson, newTenant, personNow } from "@/lib/testing/factories";
import { personOf } from "./person";
import { UserName, userNameKeyOf, userNameOf } from "./user-name";

describe("a user name", () => {
  test("has 1 to 64 characters and one key in every spelling", () => {
    for (const good of ["a", "a.devries", "Jan de Vries", "ü".repeat(64)])
      expect(UserName.safeParse(good).success).toBe(true);
    for (const bad of ["", "   ", "x".repeat(65), "a\u0000b", "a\u200Bb", "a\u202Eb"])
      expect(UserName.safeParse(bad).success).toBe(false);
    expect(userNameKeyOf("ＡNNA")).toBe("anna");
    expect(userNameKeyOf("ﬁets")).toBe("fiets");
    expect(userNameKeyOf("u\u0308ber")).toBe(userNameKeyOf("Über"));
    expect(userNameKeyOf("a\u0000b")).toBeNull();
  });

  test("H9 is the address where the company says so, and else free", () => {
    const email = "Anna@linde.test";
    const equal = { userName: "Anna@linde.test", userNameKey: "anna@linde.test" };
    expect(userNameOf({ userName: undefined, email, rule: "equals_email" })).toEqual(equal);
    expect(userNameOf({ userName: "ANNA@linde.test", email, rule: "equals_email" })).toMatchObject({
      userNameKey: equal.userNameKey,
    });
    expect(userNameOf({ userName: "anna", email, rule: "equals_email" })).toBe("user_name_not_email");
    expect(userNameOf({ userName: undefined, email, rule: "optional" })).toBeNull();
    expect(userNameOf({ userName: "anna", email, rule: "optional" })).toMatchObject({ userNameKey: "anna" });
  });

  test("with an @ is only one's own address, in whatever characters the @ is written", () => {
    const email = "anna@linde.test";
    for (const userName of ["ben@linde.test", "ben＠linde.test", "@anna", "anna@"])
      expect(userNameOf({ userName, email, rule: "free" })).toBe("user_name_foreign_address");
    expect(userNameOf({ userName: "anna＠linde.test", email, rule: "free" })).toMatchObject({
      userNameKey: email,
    });
  });
});

describe("an invitation with a user name", () => {
  type Ada = Awaited<ReturnType<typeof newActor>>;
  const send = (ada: Ada, draft: { email?: string; userName?: string }) =>
    withTenant(ada, "people.invite", (tx) =>
      sendInvitation(tx, { email: anyEmail(), roles: [ada.home.roles.member], ...draft }),
    );

  test("stores it, and the person's page shows it", async () => {
    const ada = await newActor("owner");
    const { personId } = await send(ada, { userName: "A.deVries" });
    expect(await personNow(ada.tenantId, personId)).toMatchObject({
      userName: "A.deVries",
      userNameKey: "a.devries",
    });
    const shown = await withTenant(ada, "people.view", (tx) => personOf(tx, personId));
    expect(shown.userName).toBe("A.deVries");
  });

  test("is refused when a colleague has it, in any spelling, and nothing is sent", async () => {
    const ada = await newActor("owner");
    await newPerson(ada.home, { name: "Ben Visser", userName: "visser", userNameKey: "visser" });
    const email = anyEmail();
    await expect(send(ada, { email, userName: "VISSER" })).rejects.toMatchObject({
      code: "user_name_taken",
      field: "userName",
      values: { name: "Ben Visser" },
    });
    const sent = await lookUp("housekeeping", (db) =>
      db.execute(sql`select 1 from messages where address = ${email}`),
    );
    expect([...sent]).toEqual([]);
    const elsewhere = await newActor("owner");
    await expect(send(elsewhere, { userName: "visser" })).resolves.toMatchObject({});
  });

  test("of two at once is given to one", async () => {
    const ada = await newActor("owner");
    const both = await Promise.allSettled([
      send(ada, { userName: "visser" }),
      send(ada, { userName: "Visser" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("H9 is the address by itself where they must be equal, and follows it when it is corrected", async () => {
    const ada = await newActor("owner", await newTenant({}, { preset: "hometrak" }));
    const [email, better] = [anyEmail(), anyEmail()];
    const { personId } = await send(ada, { email });
    expect(await personNow(ada.tenantId, personId)).toMatchObject({ userName: email, userNameKey: email });
    await expect(send(ada, { userName: "anna" })).rejects.toMatchObject({ code: "user_name_not_email" });
    await withTenant(ada, "people.invite", (tx) => changeAddress(tx, { personId, email: better }));
    expect(await personNow(ada.tenantId, personId)).toMatchObject({ userName: better, userNameKey: better });
  });

  test("is given to somebody who was imported before, and left alone when none is named", async () => {
    const ada = await newActor("owner");
    const imported = await newPerson(ada.home, { userName: "oud", userNameKey: "oud" });
    await send(ada, { email: imported.email });
    expect((await personNow(ada.tenantId, imported.id)).userName).toBe("oud");
    const other = await newPerson(ada.home);
    await send(ada, { email: other.email, userName: "nieuw" });
    expect((await personNow(ada.tenantId, other.id)).userName).toBe("nieuw");
  });
});
