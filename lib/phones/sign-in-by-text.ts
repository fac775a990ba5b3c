import { and, eq, isNull } from "drizzle-orm";
import { phones } from "@/db/schema/phones";
import { flows } from "@/db/schema/sessions";
import type { FlowSelf } from "@/lib/access/actor";
import { type IdentityTx, withIdentity } from "@/lib/access/doors";
import { record } from "@/lib/events/record";
import { tellOwner } from "@/lib/identity/tell-owner";
import { Refusal } from "@/lib/refusal";
import { unseal } from "@/lib/secrets";
import { startSetUp } from "@/lib/sign-in/begin";
import { moveFlow } from "@/lib/sign-in/flow";
import { type Standing, standingsOf } from "@/lib/sign-in/standing";
import { prepareText } from "./enter-number";
import { type OwnPhone, sealedFor, type TextWay, textWay } from "./own-phone";
import { type Circumstances, type FreshCode, sendCode } from "./send-code";
import { type FoundSent, type NotTaken, spendSentCode } from "./sent-code";

/** The phone a text gets in by; throws why none does. */
function phoneThatWorks({ state, phone }: TextWay): OwnPhone {
  if (state === "works") return phone;
  if (state === "blocked") throw new Refusal("text_blocked", { country: phone.country });
  throw new Refusal(state === "off" ? "texts_off" : "way_closed");
}

/** Where a sign-in stands after the password, and nowhere else. */
async function returnToAtCode(tx: IdentityTx<"sign-in">): Promise<string | null> {
  const [flow] = await tx
    .select({ returnTo: flows.returnTo })
    .from(flows)
    .where(
      and(
        eq(flows.id, tx.self.flowId),
        eq(flows.purpose, "sign-in"),
        eq(flows.state, "code"),
        isNull(flows.endedAt),
      ),
    );
  if (!flow) throw new Refusal("flow_over");
  return flow.returnTo;
}

/** Nothing is counted where no text can go. */
export async function prepareSignInText(self: FlowSelf<"sign-in">, from: Circumstances): Promise<FreshCode> {
  const standings = await withIdentity<"sign-in", Standing[]>(self, async (tx) => {
    await returnToAtCode(tx);
    phoneThatWorks(await textWay(tx, self.identityId));
    return standingsOf(tx, self.identityId);
  });
  return prepareText(self.identityId, standings, from);
}

/** To the number that was confirmed, which nobody can type here (R7). */
export async function sendSignInText(
  tx: IdentityTx<"sign-in">,
  _nothing: unknown,
  code: FreshCode,
): Promise<void> {
  const { identityId } = tx.self;
  await returnToAtCode(tx);
  const { id: phoneId, lastDigits } = phoneThatWorks(await textWay(tx, identityId));
  const [row] = await tx.select({ sealed: phones.sealedNumber }).from(phones).where(eq(phones.id, phoneId));
  const number = unseal(row?.sealed ?? "", sealedFor(identityId, phoneId));
  await sendCode(tx, { phoneId, number, lastDigits }, code);
}

export type TextOutcome = { verdict: "right"; flow: string } | { verdict: NotTaken };

/** After the password, the text opens the set-up of a new second step, and no session (R8). */
export async function signInWithText(
  tx: IdentityTx<"sign-in">,
  _draft: unknown,
  found: FoundSent,
): Promise<TextOutcome> {
  const { flowId, identityId, trace } = tx.self;
  const returnTo = await returnToAtCode(tx);
  const phone = phoneThatWorks(await textWay(tx, identityId));
  const spent = await spendSentCode(tx, found);
  if (spent.verdict !== "right") return spent;
  // Sent to a number that was replaced meanwhile: it counts no longer.
  if (spent.phoneId !== phone.id) throw new Refusal("flow_over");
  if (!(await moveFlow(tx, flowId, "code", "done"))) throw new Refusal("flow_over");
  record(tx, { action: "text.used", subjectId: phone.id });
  await tellOwner(tx, { identityId, notice: "recovered_by_text", trace });
  return { verdict: "right", flow: await startSetUp(tx, identityId, returnTo, ["password", "text"]) };
}
