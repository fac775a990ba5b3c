import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { ContactLines } from "@/components/contact-lines";
import { invitationsFor } from "@/lib/invitations/join";
import type { OwnPlace } from "@/lib/people/own";
import { roleNamer } from "./role-names";

async function Pending({ identityId }: { identityId: string }) {
  const t = await getTranslations("home");
  const open = await invitationsFor(identityId);
  if (open.length === 0) return null;
  const names = new Intl.ListFormat(await getLocale(), { type: "conjunction" }).format(
    open.map((one) => one.tenant),
  );
  return (
    <Callout tone="info" icon="mail">
      <p>{t("pending", { count: open.length, names })}</p>
      <Link href="/account/organisations">{t("pendingLink")}</Link>
    </Callout>
  );
}

const isHttps = (url: string) => URL.canParse(url) && new URL(url).protocol === "https:";

async function Applications({ tenant }: Pick<OwnPlace, "tenant">) {
  const t = await getTranslations("home");
  const safe = tenant.applications.filter(({ url }) => isHttps(url));
  if (safe.length === 0) return null;
  return (
    <section className="section stack-8" aria-labelledby="applications">
      <h2 id="applications" className="lead">
        {t("applications")}
      </h2>
      <div className="row">
        {safe.map(({ name, url }, index) => (
          <ButtonLink key={url} href={url} look={index === 0 ? "primary" : "secondary"}>
            {name}
          </ButtonLink>
        ))}
      </div>
    </section>
  );
}

async function Contact({ tenant }: Pick<OwnPlace, "tenant">) {
  const t = await getTranslations("home");
  return (
    <section className="section stack-8" aria-labelledby="contact">
      <h2 id="contact" className="lead">
        {t("contact", { tenant: tenant.name })}
      </h2>
      <ContactLines contact={tenant.contact} otherwise={t("noContact", { tenant: tenant.name })} />
    </section>
  );
}

/** For everybody whose work is not here: who runs this place, and the way on to the applications. */
export async function HomeScreen({ place }: { place: OwnPlace }) {
  const t = await getTranslations("home");
  const nameOf = await roleNamer();
  const roles = new Intl.ListFormat(await getLocale(), { type: "conjunction" }).format(
    place.me.roles.map(nameOf),
  );
  return (
    <>
      <div className="page-head">
        <h1>{t("title")}</h1>
      </div>
      <p className="muted">{t("as", { tenant: place.tenant.name, name: place.me.name, roles })}</p>
      <Pending identityId={place.me.identityId} />
      <Applications tenant={place.tenant} />
      <Contact tenant={place.tenant} />
    </>
  );
}
