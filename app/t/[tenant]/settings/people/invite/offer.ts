import { getLocale, getTranslations } from "next-intl/server";
import type { TenantTx } from "@/lib/access/doors";
import type { Permission } from "@/lib/access/permissions";
import { refuseWithout } from "@/lib/access/refuse-without";
import { dayIn } from "@/lib/i18n/sentences";
import { lastMoment } from "@/lib/invitations/offer";
import { policyOf } from "@/lib/policy/policy";
import { grantableRoles } from "@/lib/roles/grantable";
import { powersOfRoles } from "@/lib/roles/powers";
import { ownTenant } from "@/lib/tenants/own";
import { lastDayOf } from "@/lib/time";

/** What may be offered here: the roles one may give, what each allows, and until when an offer works. */
export async function readOffer(tx: TenantTx<"people.view">) {
  refuseWithout(tx, "people.invite");
  const [tenant, roles, powers] = await Promise.all([
    ownTenant(tx),
    grantableRoles(tx, tx.actor.permissions),
    powersOfRoles(tx),
  ]);
  return {
    language: tenant.language,
    timeZone: tenant.timeZone,
    userNameIsEmail: policyOf(tenant.policy).userName === "equals_email",
    until: lastMoment(tenant, [{ elevated: false }]),
    untilElevated: lastMoment(tenant, [{ elevated: true }]),
    roles: roles.map((role) => ({ ...role, allows: powers.get(role.id) ?? [] })),
  };
}
export type Offer = Awaited<ReturnType<typeof readOffer>>;

/** A role as a card shows it, and what it allows one by one for the second look. */
export type RoleCard = { id: string; name: string; says: string; elevated: boolean; powers: string[] };

const keyOf = (permission: Permission) => permission.replace(".", "_") as PermissionKey;
type PermissionKey = Permission extends infer P
  ? P extends `${infer A}.${infer B}`
    ? `${A}_${B}`
    : never
  : never;

export async function roleCards({ roles, untilElevated, timeZone }: Offer): Promise<RoleCard[]> {
  const t = await getTranslations();
  const day = dayIn(await getLocale(), timeZone, lastDayOf(untilElevated));
  return roles.map(({ id, name, builtIn, elevated, allows }) => {
    const powers = allows.map((one) => t(`permissions.${keyOf(one)}`));
    const own =
      powers.length > 0 ? t("invite.ownRole", { powers: powers.join(" ") }) : t("roles.member.says");
    const says = builtIn ? t(`roles.${builtIn}.says`) : own;
    return {
      id,
      name: builtIn ? t(`roles.${builtIn}.name`) : name,
      says: elevated ? `${says} ${t("invite.elevated", { day })}` : says,
      elevated,
      powers,
    };
  });
}
