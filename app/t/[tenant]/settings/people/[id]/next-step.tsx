import { getTranslations } from "next-intl/server";
import { Fragment, type ReactNode } from "react";
import { ButtonLink } from "@/components/button";
import { TenantForm } from "@/components/tenant-form";
import { statusOf } from "@/lib/people/status";
import type { NextAction } from "@/lib/verdicts/verdict";
import { remind } from "../../invitations/actions";
import { peoplePath, personPath } from "../list-href";
import { PersonActions } from "./person-actions";
import type { PersonData } from "./read-person";
import { Restore } from "./restore";

type Way = { next: "invite" | "move_again" | "change_roles"; href: string };

const canMove = ({ oldAccounts }: PersonData) =>
  oldAccounts.some(({ movedAt, leftOutAt }) => !movedAt && !leftOutAt);

/** Where an old account could move along, the identity's page asks about it first. */
function inviteHref(data: PersonData): string {
  const { person, tenant } = data;
  const people = peoplePath(tenant.slug);
  if (canMove(data)) return `${people}/${person.id}/identity?step=sure`;
  return `${people}/invite${person.email ? `?email=${encodeURIComponent(person.email)}` : ""}`;
}

/** A step that has a page of its own; null where it has none, or one may not go there. */
function wayOf(data: PersonData, next: NextAction): Way | null {
  const { person, tenant, may } = data;
  if (next === "invite" && may.invite) return { next, href: inviteHref(data) };
  if (next === "move_again" && may.invite)
    return { next: canMove(data) ? next : "invite", href: inviteHref(data) };
  return next === "change_roles" && may.changeRoles
    ? { next, href: `${personPath(tenant.slug, person.id)}/roles` }
    : null;
}

type Props = {
  data: PersonData;
  next: NextAction;
  /** The address that was probably meant. */
  meant: string | undefined;
  children: ReactNode;
};

async function OfferActions({ data, next, meant = "", children }: Props) {
  const t = await getTranslations();
  const { id, name, moments } = data.person;
  const { isOn, newest } = data.activation;
  const takesCode = isOn && statusOf(moments, data.now) !== "expired";
  const words = {
    resend: t("verdicts.next.resend"),
    change: t("verdicts.next.change_address"),
    undo: t("verdicts.next.undo"),
    newAddress: t("person.actions.newAddress"),
    newAddressHint: t("person.actions.newAddressHint"),
    changeSend: t("person.actions.changeSend"),
    code: newest ? t("person.actions.codeNew") : t("person.actions.code"),
    codeWhat: t("person.actions.codeWhat", { name }),
    withdraw: t("person.actions.withdraw"),
    withdrawWhat: t("person.actions.withdrawWhat", { name }),
    withdrawYes: t("person.actions.withdrawYes"),
  };
  return (
    <PersonActions
      personId={id}
      words={words}
      first={next}
      meant={meant}
      mayLead={data.may.lead}
      takesCode={takesCode}
    >
      {children}
    </PersonActions>
  );
}

/** A mail that asks to go on; where the answer says more than it could, that comes first. */
function Remind({
  data,
  next,
  word,
  children,
}: Pick<Props, "data" | "next" | "children"> & { word: string }) {
  const isFirst = next === "remind";
  const form = (
    <TenantForm
      key="remind"
      action={remind}
      hidden={{ personId: data.person.id }}
      submit={word}
      look={isFirst ? "primary" : "secondary"}
    />
  );
  const given = <Fragment key="given">{children}</Fragment>;
  return isFirst ? [form, given] : [given, form];
}

/** The one next action as a button, beside it what is given, and what else can be done with an offer that is out. */
export async function NextStep({ data, next, meant, children }: Props) {
  const t = await getTranslations("verdicts.next");
  const way = wayOf(data, next);
  if (way)
    return (
      <>
        <ButtonLink look="primary" href={way.href}>
          {t(way.next)}
        </ButtonLink>
        {children}
      </>
    );
  if (next === "restore") return <Restore data={data}>{children}</Restore>;
  if (data.may.remind)
    return (
      <Remind data={data} next={next} word={t("remind")}>
        {children}
      </Remind>
    );
  const status = statusOf(data.person.moments, data.now);
  const isOffered = status === "invited" || status === "bounced" || status === "expired";
  if (!isOffered || !data.may.invite) return children;
  return (
    <OfferActions data={data} next={next} meant={meant}>
      {children}
    </OfferActions>
  );
}
