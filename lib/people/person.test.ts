import { describe, expect, test } from "vitest";
import { withTenant } from "@/lib/access/doors";
import { type Action, actions } from "@/lib/events/actions";
import type { Details } from "@/lib/events/record";
import en from "@/lib/i18n/en.json";
import nl from "@/lib/i18n/nl.json";
import { sentencesIn } from "@/lib/i18n/sentences";
import { sendInvitation } from "@/lib/invitations/send";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { anyEmail, newActor, newMember, newPerson } from "@/lib/testing/factories";
import { personOf } from "./person";
import type { Moments } from "./status";
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

test("the caption of somebody who waits for a gate says what has not happened, not the gate's own name", () => {
  for (const language of ["en", "nl"] as const) {
    const t = sentencesIn(language, "people");
    for (const waits of ["sent", "delivered", "opened", "account"])
      expect(t("caption.until", { waits, day: "9 Sept" })).toMatch(
        /^(Not \w+|No account|Niet \w+|Geen account) · (until|t\/m) 9 Sept$/,
      );
  }
});

const at1000 = (action: Action, details: Details = {}) => ({ action, details, at: new Date(1000) });

const noMoment = {
  ...{ invitedAt: null, expiresAt: null, sentAt: null, deliveredAt: null, openedAt: null, bouncedAt: null },
  ...{ accountAt: null, secondStepAt: null, activeAt: null, suspendedAt: null, leftAt: null },
};
const moments = (given: Partial<Record<keyof Moments, number>>): Moments => ({
  ...noMoment,
  ...Object.fromEntries(Object.entries(given).map(([name, at]) => [name, new Date(at)])),
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
    expect(gateOf(at1000("sign_in.code_wrong"), moments({ accountAt: 500 }))).toBe("secondStep");
    expect(gateOf(at1000("sign_in.code_wrong"), moments({ accountAt: 500, activeAt: 2000 }))).toBe(
      "secondStep",
    );
    expect(gateOf(at1000("sign_in.code_wrong"), moments({ accountAt: 400, activeAt: 500 }))).toBe("active");
  });

  test("tells at its gates only the mail that brings somebody in, and a notice at none", () => {
    const inside = moments({ accountAt: 400, activeAt: 500 });
    const gateOfMail = (kind: string) => gateOf(at1000("message.sent", { kind }), inside);
    expect(["invitation", "join", "reminder"].map(gateOfMail)).toEqual(["sent", "sent", "sent"]);
    expect(["reset", "access_code", "notice", "told_inviter"].map(gateOfMail)).toEqual([
      "active",
      "active",
      null,
      null,
    ]);
    expect(gateOf(at1000("notice.sent", { notice: "restored" }), inside)).toBeNull();
  });

  test("tells that somebody was removed and came back at the gate where they stood", () => {
    for (const action of ["person.removed", "person.restored"] as const) {
      expect(gateOf(at1000(action), moments({ accountAt: 400, activeAt: 500 }))).toBe("active");
      expect(gateOf(at1000(action), moments({ sentAt: 400 }))).toBe("delivered");
    }
  });
});
