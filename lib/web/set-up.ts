import "server-only";
import { redirect } from "next/navigation";
import type { FlowSelf } from "@/lib/access/actor";
import { withIdentity } from "@/lib/access/doors";
import { heldBackupCodes, lacksBackupCodes } from "@/lib/factors/backup-codes";
import { pendingTotp } from "@/lib/factors/enrol-totp";
import { isSetUpElsewhere } from "@/lib/factors/finish-second-step";
import { type NewPhoneState, newPhoneStateOf } from "@/lib/factors/put-off-new-phone";
import { type SetUpCompany, setUpCompanyOf } from "@/lib/identity/set-up-company";
import { waitingNumber } from "@/lib/phones/enter-number";
import type { SentCode } from "@/lib/phones/sent-code";
import type { Arrival } from "@/lib/sign-in/arrive";
import type { Flow, FlowState } from "@/lib/sign-in/flow";
import { endOwnSession } from "@/lib/sign-in/sign-out";
import { whoAsks } from "@/lib/sign-in/who-asks";
import { leadIn } from "./arrival";
import { dropFlow } from "./cookies";
import { currentFlow, currentSelf } from "./current";

/** The set-up of this browser, at this gate; anybody else is led to where they belong. */
export async function flowAt(state: FlowState): Promise<Flow<"activation">> {
  const flow = await currentFlow("activation");
  if (!flow) redirect((await currentSelf()) ? "/" : "/sign-in");
  if (flow.state !== state) redirect(`/welcome/${flow.state}`);
  return flow;
}

/** `asking`: the names of the companies whose rule it is. */
export type PendingKey = {
  label: string;
  secret: string;
  company: SetUpCompany | null;
  asking: string[];
  newPhone: NewPhoneState | null;
  /** Whether backup codes come after it. */
  withCodes: boolean;
};

/** The key to link, and whose set-up it is. */
export async function keyToLink(): Promise<PendingKey> {
  const { self, personId } = await flowAt("second-step");
  const found = await withIdentity<"activation", PendingKey | null>(self, async (tx) => {
    const pending = await pendingTotp(tx);
    if (!pending || (await isSetUpElsewhere(tx))) return null;
    const { label, secret } = pending;
    const newPhone = await newPhoneStateOf(tx);
    const withCodes = await lacksBackupCodes(tx);
    const asking = await whoAsks(tx, self.identityId, "secondStep");
    return { label, secret, company: await setUpCompanyOf(tx, personId), asking, newPhone, withCodes };
  });
  return found ?? redirect("/sign-in");
}

export type SheetToKeep = { codes: string[]; company: SetUpCompany | null };

/** The sheet that was just made; shown until it is said to be kept. */
export async function sheetToKeep(): Promise<SheetToKeep> {
  const { self, personId } = await flowAt("backup-codes");
  const found = await withIdentity<"activation", SheetToKeep | null>(self, async (tx) => {
    const codes = await heldBackupCodes(tx);
    return codes && { codes, company: await setUpCompanyOf(tx, personId) };
  });
  return found ?? redirect("/sign-in");
}

/** Where a recovery phone is offered: the last digits of the number that waits for its code. */
export async function phoneToGive(): Promise<{ digits: string | null }> {
  const { self } = await flowAt("recovery-phone");
  const waiting = await withIdentity<"activation", SentCode | null>(self, waitingNumber);
  return { digits: waiting?.lastDigits ?? null };
}

export async function leadOnFromSetUp(
  arrival: Arrival,
  self: FlowSelf<"activation">,
  returnTo: string | null,
): Promise<string> {
  const before = await currentSelf();
  // The session that a backup code began goes on as one with a second step.
  if (before?.identityId === self.identityId) await withIdentity<"session", void>(before, endOwnSession);
  await dropFlow("activation");
  return leadIn(arrival, self.identityId, returnTo);
}
