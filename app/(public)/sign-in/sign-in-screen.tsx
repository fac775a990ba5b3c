import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Callout } from "@/components/callout";
import { Form } from "@/components/form";
import { SecondAction } from "@/components/second-action";
import { toOldDoor } from "./access-key/actions";
import { signIn, signInToCompany } from "./actions";
import type { Asked } from "./asked";
import { BeforeYouStart } from "./before-you-start";
import { CompanyFields } from "./company-fields";
import { EmailFields } from "./email-fields";
import { NotYou } from "./not-you";
import { PasskeyWay } from "./passkey-way";
import { SideHelp } from "./side-help";
import { type Told, ToldBanner } from "./told-banner";
import { Ways } from "./ways";

type Props = { asked: Asked; returnTo: string; told?: Told | undefined };

async function Heading({ asked, told }: Omit<Props, "returnTo">) {
  const t = await getTranslations("signIn");
  return (
    <>
      <h1>{t("title")}</h1>
      {told && <ToldBanner told={told} />}
      {asked.kind === "company" && asked.isUnknown && (
        <Callout tone="attn">
          <p>{t("unknownCompany")}</p>
        </Callout>
      )}
    </>
  );
}

/** Where the company, once it is known, still lets people in by their old user name. */
const hasOldDoor = (asked: Asked) => asked.kind === "company" && (asked.company?.oldSignIn ?? true);

/** One page for both shapes: the address alone, or company code and user name. */
export async function SignInScreen({ asked, returnTo, told }: Props) {
  const t = await getTranslations("signIn");
  const company = asked.kind === "company" ? asked.company : null;
  return (
    <DoorPage accent={company?.accent} side={<SideHelp company={company} />}>
      <Form
        key={asked.kind}
        action={asked.kind === "company" ? signInToCompany : signIn}
        hidden={{ returnTo }}
        submit={t("submit")}
        size="lg"
        errorTitle={t("errorTitle")}
        beside={hasOldDoor(asked) && <SecondAction action={toOldDoor} submit={t("accessKey")} />}
        heading={<Heading asked={asked} told={told} />}
      >
        {asked.kind === "company" ? <CompanyFields asked={asked} /> : <EmailFields asked={asked} />}
      </Form>
      {asked.isKept && <NotYou name={asked.name} />}
      <Ways asked={asked} returnTo={returnTo} />
      <PasskeyWay returnTo={returnTo} />
      {company && <BeforeYouStart company={company} />}
    </DoorPage>
  );
}
