import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Form } from "@/components/form";
import type { ShownInvitation } from "@/lib/invitations/link-state";
import { accessKeyPath } from "@/lib/migration/old-sign-in";
import { maskedEmail } from "@/lib/people/email";
import { lastDayOf } from "@/lib/time";
import { requestAgain } from "./actions";
import { dayOf } from "./offer";

type Props = { shown: ShownInvitation; begun: boolean };

/** Whom to ask: by name and address where they are known. */
export async function Ask({ shown }: { shown: ShownInvitation }) {
  const t = await getTranslations("invitation");
  const { inviter, tenant } = shown;
  const address = inviter?.email ?? tenant.contact.email;
  return (
    <p className="muted">
      {t("ask", { who: inviter?.name ?? tenant.name })}{" "}
      {address && <a href={`mailto:${address}`}>{address}</a>} {t("number", { number: shown.number })}
    </p>
  );
}

async function Again({ shown, asks }: { shown: ShownInvitation; asks: boolean }) {
  const t = await getTranslations("invitation");
  const who = shown.inviter?.name ?? shown.tenant.name;
  return (
    <Form
      action={requestAgain}
      hidden={{ ref: shown.ref }}
      submit={asks ? t("askForNew", { who }) : t("sendNew")}
      size="lg"
    />
  );
}

const renewals = new Set(["expired", "replaced"]);

async function Begun({ tenant }: { tenant: string }) {
  const t = await getTranslations("invitation");
  return (
    <>
      <h1>{t("begun.title")}</h1>
      <p>{t("begun.text", { tenant })}</p>
      <p>
        <ButtonLink href="/welcome/second-step" look="primary" size="lg">
          {t("begun.action")}
        </ButtonLink>
      </p>
    </>
  );
}

async function wordsOf(shown: ShownInvitation) {
  const { state, tenant, inviter, expiresAt, endedAt } = shown;
  const moment = state === "expired" ? lastDayOf(expiresAt) : (endedAt ?? expiresAt);
  const who = inviter?.name ?? tenant.name;
  return { day: await dayOf(shown, moment), tenant: tenant.name, who, address: maskedEmail(shown.email) };
}

async function OldLogIn({ company }: { company: string }) {
  const t = await getTranslations("accessKey");
  return (
    <p>
      <ButtonLink href={accessKeyPath(company)} look="primary" size="lg">
        {t("title")}
      </ButtonLink>
    </p>
  );
}

async function NextStep({ shown }: { shown: ShownInvitation }) {
  const t = await getTranslations("invitation");
  if (shown.oldLogIn) return <OldLogIn company={shown.oldLogIn} />;
  if (renewals.has(shown.state))
    return <Again shown={shown} asks={shown.state === "expired" && !shown.renewable} />;
  if (shown.state !== "accepted") return null;
  return (
    <p>
      <ButtonLink href={`/sign-in?email=${encodeURIComponent(shown.email)}`} look="primary" size="lg">
        {t("signIn")}
      </ButtonLink>
    </p>
  );
}

/** Each way a link can have ended has its own words and its own next step. */
export async function DeadLink({ shown, begun }: Props) {
  const { state, tenant } = shown;
  if (state === "accepted" && begun) return <Begun tenant={tenant.name} />;
  const t = await getTranslations("invitation");
  const words = await wordsOf(shown);
  const ended = state === "open" ? "closed" : state;
  const key = shown.oldLogIn && state === "withdrawn" ? "rolledBack" : ended;
  return (
    <>
      <h1>{t(`ended.${key}.title`, words)}</h1>
      <p>{t(`ended.${key}.text`, words)}</p>
      <NextStep shown={shown} />
      <Ask shown={shown} />
    </>
  );
}
