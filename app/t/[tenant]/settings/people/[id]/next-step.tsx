import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/button";
import { statusOf } from "@/lib/people/status";
import type { NextAction } from "@/lib/verdicts/verdict";
import { peoplePath } from "../list-href";
import { PersonActions } from "./person-actions";
import type { PersonData } from "./read-person";

type Way = { next: "invite" | "change_roles" | "restore"; href: string };

/** A step that has a page of its own; null where it has none, or one may not go there. */
function wayOf({ person, tenant, may }: PersonData, next: NextAction): Way | null {
  const people = peoplePath(tenant.slug);
  const query = person.email ? `?email=${encodeURIComponent(person.email)}` : "";
  if (next === "invite" && may.invite) return { next, href: `${people}/invite${query}` };
  if (next === "change_roles" && may.changeRoles) return { next, href: `${people}/${person.id}/roles` };
  return next === "restore" && may.restore ? { next, href: "#more" } : null;
}

type Props = { data: PersonData; next: NextAction; children: ReactNode };

async function OfferActions({ data, next, children }: Props) {
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
    <PersonActions personId={id} words={words} first={next} mayLead={data.may.lead} takesCode={takesCode}>
      {children}
    </PersonActions>
  );
}

/** The one next action as a button, beside it what is given, and what else can be done with an offer that is out. */
export async function NextStep({ data, next, children }: Props) {
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
  const status = statusOf(data.person.moments, data.now);
  const isOffered = status === "invited" || status === "bounced" || status === "expired";
  if (!isOffered || !data.may.invite) return children;
  return (
    <OfferActions data={data} next={next}>
      {children}
    </OfferActions>
  );
}
