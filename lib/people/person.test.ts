import { describe, expect, test } from "vitest";
import { withTenant } from "@/lib/access/doors";
import { actions } from "@/lib/events/actions";
import en from "@/lib/i18n/en.json";
import nl from "@/lib/i18n/nl.json";
import { sendInvitation } from "@/lib/invitations/send";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { anyEmail, newActor, newMember, newPerson } from "@/lib/testing/factories";
import { personOf } from "./person";
import { gateOf, timelineOf } from "./timeline";

const invited = async (actor: Awaited<ReturnType<typeof newActor>>) =>
  withTenant(actor, "people.invite", (tx) =>
    sendInvitation(tx, { email: anyEmail(), name: "Bo Jansen", roles: [actor.home.roles.member] }),
  );

const view = (actor: Awaited<ReturnType<typeof newActor>>, id: string) =>
  withTenant(actor, "people.view", (tx) => personOf(tx, id));

const timeline = (actor: Awaited<ReturnType<typeof newActor>>, id: string) =>
  withTenant(actor, "people.view", (tx) => timelineOf(tx, id));

describe("a person's page", () => {
  test("says who invited them, with which number and until when", async () => {
    const actor = await newActor();
    const { personId, expiresAt } = await invited(actor);
    const person = await view(actor, personId);
    expect(person).toMatchObject({
      name: "Bo Jansen",
      roles: [{ builtIn: "member" }],
      invitation: { inviter: "Ada Bakker", number: expect.stringMatching(/^INV-/) },
      message: { state: "queued", tries: 0 },
    });
    expect(person.moments.expiresAt).toEqual(expiresAt);
  });

  test("says since when there is a second step, and nothing of it without an account", async () => {
    const actor = await newActor();
    const { person } = await newMember(actor.home);
    expect(await view(actor, person.id)).toMatchObject({ backupCodesLeft: 1, factorSince: expect.any(Date) });
    const { id } = await newPerson(actor.home);
    expect(await view(actor, id)).toMatchObject({
      backupCodesLeft: null,
      factorSince: null,
      passwordSetAt: null,
    });
  });

  test("is the same nothing for another tenant's person as for nobody", async () => {
    const [mine, other] = [await newActor(), await newActor()];
    const { personId } = await invited(other);
    for (const id of [personId, crypto.randomUUID()]) {
      await expect(view(mine, id)).rejects.toMatchObject({ code: "not_found" });
      expect(await timeline(mine, id)).toEqual([]);
    }
  });
});

describe("a timeline", () => {
  test("tells what happened in its order, and by whom", async () => {
    const actor = await newActor();
    const { personId } = await invited(actor);
    await withTenant(actor, "people.invite", (tx) => withdrawInvitation(tx, { personId }));
    const events = await timeline(actor, personId);
    expect(events.map(({ action, actor: by }) => [action, by])).toEqual([
      ["invitation.sent", "Ada Bakker"],
      ["invitation.withdrawn", "Ada Bakker"],
    ]);
    expect(events[0]?.details).toMatchObject({ roles: ["member"] });
  });

  test("has a sentence for every action, in both languages", () => {
    for (const action of actions) {
      const key = action.replace(".", "_");
      expect([key, key in en.events, key in nl.events]).toEqual([key, true, true]);
    }
  });

  test("tells a sign-in at the gate where the person stood", () => {
    const at = new Date(1000);
    const action = "sign_in.code_wrong" as const;
    expect(gateOf({ action, at }, { activeAt: null })).toBe("secondStep");
    expect(gateOf({ action, at }, { activeAt: new Date(2000) })).toBe("secondStep");
    expect(gateOf({ action, at }, { activeAt: new Date(500) })).toBe("active");
  });
});
