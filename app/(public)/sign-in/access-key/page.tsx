import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Callout } from "@/components/callout";
import { CompanyLine } from "@/components/company-line";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import { oldOffices } from "@/lib/migration/old-offices";
import { companyAt, type DoorCompany } from "@/lib/sign-in/company";
import { currentSelf } from "@/lib/web/current";
import { rememberedHere } from "@/lib/web/door";
import { ContactPanel } from "../../move/contact-panel";
import { AccessKeyFields } from "./access-key-fields";
import { giveAccessKey } from "./actions";
import { Ended } from "./ended";
import type { OldDoor } from "./old-door";

type Props = { searchParams: Promise<Record<"company" | "ask" | "filled", string | string[] | undefined>> };

const LONGEST = 64;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("accessKey"))("title") };
}

async function doorFor(code: string, asksAgain: boolean): Promise<OldDoor> {
  const company = code && !asksAgain ? await companyAt(code) : null;
  if (!company) return { company, code, offices: [] };
  return { company, code: company.code, offices: company.oldSignIn ? await oldOffices(company.code) : [] };
}

async function Side() {
  const t = await getTranslations("accessKey.side");
  return (
    <>
      <DoorPanel title={t("nextTitle")}>
        <p>{t("next")}</p>
      </DoorPanel>
      <DoorPanel title={t("movedTitle")}>
        <p>{t("moved")}</p>
        <p>
          <Link href="/sign-in" prefetch={false}>
            {t("signIn")}
          </Link>
        </p>
      </DoorPanel>
    </>
  );
}

async function Heading({ company, filled }: { company: DoorCompany | null; filled: boolean }) {
  const t = await getTranslations("accessKey");
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">{t("lead")}</p>
      {filled && (
        <Callout tone="info">
          <p>{t("filled")}</p>
        </Callout>
      )}
      {company && (
        <CompanyLine name={company.name} accent={company.accent}>
          {t("code", { code: company.code })}
        </CompanyLine>
      )}
    </>
  );
}

async function OtherCompany() {
  const t = await getTranslations("accessKey");
  return (
    <Link href="/sign-in/access-key?ask=company" prefetch={false}>
      {t("otherCompany")}
    </Link>
  );
}

/** User name, password and office of the earlier system: checked once, on the way to the new account. */
export default async function AccessKeyPage({ searchParams }: Props) {
  if (await currentSelf()) redirect("/");
  const { company: asked, ask, filled } = await searchParams;
  const kept = (await rememberedHere())?.company ?? "";
  const code = typeof asked === "string" ? asked.slice(0, LONGEST) : kept;
  const door = await doorFor(code, ask === "company");
  if (door.company && !door.company.oldSignIn)
    return (
      <DoorPage accent={door.company.accent} side={<ContactPanel company={door.company} />}>
        <Ended company={door.company} />
        <div className="ways">
          <OtherCompany />
        </div>
      </DoorPage>
    );
  const t = await getTranslations("accessKey");
  return (
    <DoorPage accent={door.company?.accent} side={<Side />}>
      <Form
        key={door.company?.code ?? "company"}
        action={giveAccessKey}
        hidden={door.company ? { company: door.company.code } : {}}
        submit={t("submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        heading={<Heading company={door.company} filled={filled === "yes"} />}
      >
        <AccessKeyFields {...door} />
      </Form>
      <div className="ways">
        <Link href="/sign-in" prefetch={false}>
          {t("back")}
        </Link>
        {door.company && <OtherCompany />}
      </div>
    </DoorPage>
  );
}
