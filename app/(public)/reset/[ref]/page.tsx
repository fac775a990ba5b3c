import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { Callout } from "@/components/callout";
import { Form } from "@/components/form";
import { type ResetFacts, resetFacts } from "@/lib/recovery/reset-facts";
import { type LinkHere, ownLinkHere } from "@/lib/web/recovery-link";
import { begin } from "./actions";
import { DeadLink } from "./dead-link";
import { Elsewhere } from "./elsewhere";

type Props = { params: Promise<{ ref: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reset"))("title") };
}

/** T18: no second step yet, although one is asked for: first this, then that. */
async function KeyComesLater({ sendsKeys }: { sendsKeys: boolean }) {
  const t = await getTranslations("reset");
  return (
    <Callout tone="info">
      <p>{t("noKeyYet")}</p>
      {sendsKeys && (
        <p>
          <Link href="/request-key" prefetch={false}>
            {t("requestKey")}
          </Link>
        </p>
      )}
    </Callout>
  );
}

async function OpenLink({ link, facts }: { link: LinkHere; facts: ResetFacts }) {
  const t = await getTranslations("reset");
  return (
    <Form
      action={begin}
      hidden={{ ref: link.ref }}
      submit={t("begin")}
      size="lg"
      errorTitle={t("errorTitle")}
      heading={
        <>
          <h1>{t("title")}</h1>
          <p>
            {t.rich("for", { address: link.addressKey, b: (text) => <b>{text}</b> })}{" "}
            {t(`with.${facts.asks}`)} {facts.asksQuestions && t("withQuestions")}
          </p>
        </>
      }
    >
      {facts.lacksSecondStep && <KeyComesLater sendsKeys={facts.sendsKeys} />}
    </Form>
  );
}

/** GET shows, POST spends: a mail scanner that opens the link changes nothing. */
export default async function ResetPage({ params }: Props) {
  const link = await ownLinkHere((await params).ref, "reset");
  if (!link)
    return (
      <DoorPage>
        <Elsewhere again="/forgot" />
      </DoorPage>
    );
  return (
    <DoorPage>
      {link.state === "open" ? (
        <OpenLink link={link} facts={await resetFacts(link.identityId)} />
      ) : (
        <DeadLink link={link} />
      )}
    </DoorPage>
  );
}
