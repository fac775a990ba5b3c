"use server";

import { AddressCheck, checkSeveral } from "@/lib/imports/check-several";
import { inviteSeveral, PanelDraft } from "@/lib/imports/invite-several";
import { MailLook, seeMail } from "@/lib/imports/see-mail";
import { makeActivationCode, newActivationCode } from "@/lib/invitations/activation-code";
import { AddressChange, changeAddress } from "@/lib/invitations/change-address";
import { PersonChoice, resendInvitation } from "@/lib/invitations/resend";
import { vouchForMailbox } from "@/lib/invitations/vouch-for-mailbox";
import { withdrawInvitation } from "@/lib/invitations/withdraw";
import { restoreLeft } from "@/lib/people/restore";
import { tenantAction } from "@/lib/web/tenant-action";
import { importPath, peoplePath, personPath } from "./list-href";

export const invite = tenantAction({
  permission: "people.invite",
  input: PanelDraft,
  run: inviteSeveral,
  next: (sent, tenant) => {
    if ("importId" in sent) return `${importPath(tenant, sent.importId)}${sent.isLong ? "?told=long" : ""}`;
    return sent.restored
      ? personPath(tenant, sent.personId)
      : `${peoplePath(tenant)}?told=invited&about=${sent.personId}`;
  },
});

/** While somebody types: what would become of each address. */
export const checkAddresses = tenantAction({
  permission: "people.view",
  input: AddressCheck,
  run: checkSeveral,
  answer: (looked) => looked,
});

/** Before anybody presses Send: what the first of them would get. */
export const lookAtMail = tenantAction({
  permission: "people.view",
  input: MailLook,
  run: seeMail,
  answer: (mail) => mail,
  keeps: true,
});

/** From the panel, where the other addresses wait. */
export const restoreHere = tenantAction({
  permission: "people.remove",
  input: PersonChoice,
  run: restoreLeft,
  done: () => ({ key: "came_back" }),
});

export const resend = tenantAction({
  permission: "people.invite",
  input: PersonChoice,
  run: resendInvitation,
  done: ({ email }) => ({ key: "resent", values: { email } }),
});

/** Shown once, to be read aloud. */
export const makeCode = tenantAction({
  permission: "people.invite",
  input: PersonChoice,
  before: ({ identityId }) => newActivationCode(identityId),
  run: makeActivationCode,
  // A code broken over two lines is read out wrong.
  done: ({ code }) => ({
    key: "activation_code_made",
    values: { code: code.replaceAll(" ", "\u00a0") },
  }),
});

export const correctAddress = tenantAction({
  permission: "people.invite",
  input: AddressChange,
  run: changeAddress,
  next: (_, tenant, { personId }) => `${personPath(tenant, personId)}?told=address_changed`,
});

export const mailboxWorks = tenantAction({
  permission: "people.invite",
  input: PersonChoice,
  run: vouchForMailbox,
  done: ({ email }) => ({ key: "mailbox_vouched_for", values: { email } }),
});

export const withdraw = tenantAction({
  permission: "people.invite",
  input: PersonChoice,
  run: withdrawInvitation,
  next: (_, tenant, { personId }) => `${personPath(tenant, personId)}?told=withdrawn`,
});

/** The same from the list, while the mail still waits. */
export const undo = tenantAction({
  permission: "people.invite",
  input: PersonChoice,
  run: withdrawInvitation,
  next: (_, tenant, { personId }) => `${peoplePath(tenant)}?told=withdrawn&about=${personId}`,
});
