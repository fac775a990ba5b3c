"use server";

import { remindNow } from "@/lib/invitations/remind-now";
import { PersonChoice } from "@/lib/invitations/resend";
import { sendTestMail, TestMail } from "@/lib/invitations/test-mail";
import { changeSender, SenderDraft } from "@/lib/tenants/sender";
import { changeWeeklySummary, SummaryDraft } from "@/lib/tenants/weekly-summary";
import { tenantAction } from "@/lib/web/tenant-action";

export const remind = tenantAction({
  permission: "people.invite",
  input: PersonChoice,
  run: remindNow,
  done: ({ email }) => ({ key: "reminded", values: { email } }),
});

export const saveSender = tenantAction({
  permission: "company.edit",
  input: SenderDraft,
  run: changeSender,
  done: () => ({ key: "sender_saved" }),
});

export const saveSummary = tenantAction({
  permission: "company.edit",
  input: SummaryDraft,
  run: changeWeeklySummary,
  done: () => ({ key: "summary_saved" }),
});

export const sendTest = tenantAction({
  permission: "company.edit",
  input: TestMail,
  run: sendTestMail,
  done: ({ email }) => ({ key: "test_sent", values: { email } }),
});
