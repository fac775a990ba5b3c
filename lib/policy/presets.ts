import type { PolicyFields, PresetName } from "./fields";

const modern: PolicyFields = {
  passwordLength: 12,
  capitals: 0,
  digits: 0,
  secondStep: "required",
  graceDays: 0,
  questions: "off",
  recovery: ["backup_code", "support"],
  backupStyle: "sheet",
  resetMinutes: 30,
  idleMinutes: 30,
  sessionHours: 12,
  trustedDays: 0,
  invitationDays: 14,
  reminders: "on",
  userName: "optional",
  companyCodeShown: "no",
  activationCode: "no",
  requestKey: "no",
  afterActivation: "signed_in",
  oldSignIn: "closed",
};

/** Starting points; each says only where it differs from Modern. */
export const presets: Record<PresetName, PolicyFields> = {
  modern,
  strict: { ...modern, passwordLength: 15, resetMinutes: 10, invitationDays: 3 },
  track: { ...modern, passwordLength: 8, capitals: 2, digits: 2, requestKey: "yes" },
  hometrak: {
    ...modern,
    questions: "on",
    recovery: ["support"],
    userName: "equals_email",
    companyCodeShown: "yes",
    afterActivation: "sign_in_once_more",
  },
  xpert: { ...modern, recovery: ["backup_code", "text", "support"], backupStyle: "rolling" },
  traackr: { ...modern, recovery: ["text", "support"], invitationDays: 30, activationCode: "yes" },
};
