import { expect, test } from "vitest";
import { checkCode } from "@/lib/factors/check-code";
import { finishSecondStep } from "@/lib/factors/finish-second-step";
import { acceptInvitation } from "@/lib/invitations/accept";
import { resendInvitation } from "@/lib/invitations/resend";
import { type InvitationDraft, sendInvitation } from "@/lib/invitations/send";
import { personOf } from "@/lib/people/person";
import { endOwnSession } from "@/lib/sign-in/sign-out";
import type { Actor, FlowSelf, Self, SessionSelf } from "./actor";
import { type TenantTx, withIdentity, withSystem, withTenant } from "./doors";

declare const actor: Actor;
declare const session: SessionSelf;
declare const activation: FlowSelf<"activation">;
declare const signIn: FlowSelf<"sign-in">;
declare const draft: InvitationDraft;
const personId = "";
const acceptance = { secret: "", name: "", passwordHash: "" };

/** Never run: tsc fails here once one of these marks is not an error any more. */
const doorsThatDoNotFit = {
  "a verb runs under its own permission": () =>
    withTenant(actor, "people.invite", (tx) => sendInvitation(tx, draft)),

  "a verb that invites does not run for who may look": () =>
    // @ts-expect-error people.view does not allow what people.invite does
    withTenant(actor, "people.view", (tx) => sendInvitation(tx, draft)),

  "nor under another permission to write": () =>
    // @ts-expect-error people.edit is not people.invite
    withTenant(actor, "people.edit", (tx) => resendInvitation(tx, { personId })),

  "a verb that looks does not run under a door to write": () =>
    // @ts-expect-error people.invite is not people.view
    withTenant(actor, "people.invite", (tx) => personOf(tx, personId)),

  "a permission that is not in the list opens nothing": () =>
    // @ts-expect-error there is no such permission
    withTenant(actor, "people.everything", async () => null),

  "a verb that several permissions allow runs under each of them": () => {
    const either = async (tx: TenantTx<"people.invite" | "people.edit">) => tx.permission;
    return [withTenant(actor, "people.invite", either), withTenant(actor, "people.edit", either)];
  },

  "a code is checked in a sign-in, not in a set-up": () => [
    withIdentity(signIn, (tx) => checkCode(tx, "")),
    // @ts-expect-error a set-up confirms its key; it does not sign in
    withIdentity(activation, (tx) => checkCode(tx, "")),
  ],

  "a set-up is not finished from a session": () =>
    // @ts-expect-error a session is no activation
    withIdentity(session as Self<"session">, (tx) => finishSecondStep(tx, { code: "" })),

  "a session is not ended from a flow": () =>
    // @ts-expect-error a flow is no session
    withIdentity(signIn, (tx) => endOwnSession(tx)),

  "the system's verbs do not run for a person": () =>
    // @ts-expect-error only withSystem opens what acceptance needs
    withTenant(actor, "people.invite", (tx) => acceptInvitation(tx, acceptance)),

  "the system says why, from a closed list": () =>
    // @ts-expect-error there is no such reason
    withSystem("because", async () => null),
};

test("doors that do not fit are errors of the compiler", () => {
  expect(Object.keys(doorsThatDoNotFit)).toHaveLength(11);
});
