import { expect, test } from "vitest";
import { withTenant } from "@/lib/access/doors";
import { sendInvitation } from "@/lib/invitations/send";
import { readSession } from "@/lib/sign-in/session";
import { newActor, newMember, newSession, newTenant, trace } from "@/lib/testing/factories";
import { joinOf } from "./joining";

test("who joins a company that asks for a second step is not in by a session of the password alone", async () => {
  const relaxed = await newTenant({}, { secondStep: "offered" });
  const { identity } = await newMember(relaxed, "member", { secondStep: false });
  const secret = await newSession(identity.id, ["password"]);
  const session = await readSession(secret, false);
  if (!session) throw new Error("no session");
  const ada = await newActor("owner");
  const { invitationId } = await withTenant(ada, "people.invite", (tx) =>
    sendInvitation(tx, { email: identity.email, roles: [ada.home.roles.member] }),
  );
  const self = { kind: "session", ...session, trace } as const;
  expect(await joinOf(self, { invitationId })).toMatchObject({ flow: expect.any(String) });
  expect(await readSession(secret, false)).toBeNull();
});
