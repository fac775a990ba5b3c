import { getLocale, getTranslations } from "next-intl/server";
import { dayIn } from "@/lib/i18n/sentences";
import type { PolicyField } from "@/lib/policy/fields";
import type { Policy } from "@/lib/policy/policy";
import type { PolicyReach } from "@/lib/tenants/policy-reach";
import { secondStepDate } from "@/lib/tenants/second-step-dates";
import { lastDayOf } from "@/lib/time";

type Change = {
  before: Policy;
  after: Policy;
  fields: readonly PolicyField[];
  reach: PolicyReach;
  timeZone: string;
};
type Effect = { key: string; values?: Record<string, string | number> };

const touches = ({ fields }: Change, ...names: PolicyField[]) => names.some((name) => fields.includes(name));

const isShorter = ({ before, after }: Change, ...names: ("idleMinutes" | "sessionHours" | "trustedDays")[]) =>
  names.some((name) => after[name] < before[name]);

const some = (key: string, count: number, day = ""): Effect[] =>
  count > 0 ? [{ key, values: { count, day } }] : [];

const withDays = (
  { people, withoutSecondStep: without, elevatedWithout, dated }: PolicyReach,
  day: string,
) => [
  { key: "until", values: { without, people, day } },
  ...some("elevated", elevatedWithout),
  ...some("dated", dated, day),
];

const withoutDays = ({ people, withoutSecondStep: without, dated }: PolicyReach) => [
  { key: "atOnce", values: { without, people } },
  ...some("datedOver", dated),
];

/** How many there are without a second step, and until when they have time. */
function secondStepEffects(change: Change, day: string): Effect[] {
  const { after, reach } = change;
  if (!touches(change, "secondStep", "graceDays")) return [];
  const { people, withoutSecondStep } = reach;
  if (after.secondStep === "offered") return [{ key: "offered" }];
  if (withoutSecondStep === 0) return [{ key: "everybodyHas", values: { people } }];
  return after.graceDays > 0 ? withDays(reach, day) : withoutDays(reach);
}

/** What holds for whom, from when on, of the sessions and devices there are. */
function sessionEffects(change: Change): Effect[] {
  const { after, reach } = change;
  const { people } = reach;
  const isSession = touches(change, "idleMinutes", "sessionHours");
  const session = isShorter(change, "idleMinutes", "sessionHours") ? "sessionsShorter" : "sessionsLonger";
  const device = isShorter(change, "trustedDays") ? "devicesShorter" : "devicesLonger";
  return [
    ...(isSession ? [{ key: session, values: { people } }] : []),
    ...(touches(change, "trustedDays") ? [{ key: device, values: { count: after.trustedDays } }] : []),
  ];
}

function backEffects(change: Change): Effect[] {
  const { before, after, reach } = change;
  const noCodes = before.recovery.includes("backup_code") && !after.recovery.includes("backup_code");
  return [
    ...(noCodes ? [{ key: "noCodes", values: { count: reach.withBackupCodes } }] : []),
    ...(touches(change, "recovery") ? [{ key: "recovery" }] : []),
    ...(touches(change, "backupStyle")
      ? [{ key: "backupStyle", values: { count: reach.withBackupCodes } }]
      : []),
    ...(touches(change, "questions")
      ? [{ key: `questions_${after.questions}`, values: { people: reach.people } }]
      : []),
    ...(touches(change, "resetMinutes") ? [{ key: "resetMinutes" }] : []),
  ];
}

function tenantEffects(change: Change): Effect[] {
  const { after, reach } = change;
  const equal = touches(change, "userName") && after.userName === "equals_email";
  const shuts = touches(change, "oldSignIn") && after.oldSignIn === "closed";
  const plain = ["companyCodeShown", "activationCode", "requestKey", "afterActivation", "oldSignIn"] as const;
  return [
    ...(touches(change, "invitationDays")
      ? [{ key: "invitations", values: { count: reach.openInvitations } }]
      : []),
    ...(equal ? [{ key: "userNames", values: { count: reach.otherUserName } }] : []),
    ...(shuts ? [{ key: "oldSignInClosed", values: { count: reach.notMoved } }] : []),
    ...(touches(change, ...plain) ? [{ key: "fromNowOn" }] : []),
  ];
}

/** Every sentence about who is affected, before anything is saved. */
export async function effectsOf(change: Change): Promise<string[]> {
  const t = await getTranslations("policy.effects");
  const until = lastDayOf(secondStepDate(change.after, change.timeZone));
  const day = dayIn(await getLocale(), change.timeZone, until);
  const password = touches(change, "passwordLength", "capitals", "digits") ? [{ key: "password" }] : [];
  return [
    ...secondStepEffects(change, day),
    ...password,
    ...sessionEffects(change),
    ...backEffects(change),
    ...tenantEffects(change),
  ].map((effect: Effect) => t(effect.key as never, effect.values as never));
}
