import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DeadLink } from "@/app/(public)/reset/[ref]/dead-link";
import { Elsewhere } from "@/app/(public)/reset/[ref]/elsewhere";
import { DoorPage } from "@/app/door-page";
import { Form } from "@/components/form";
import { type LinkHere, ownLinkHere } from "@/lib/web/recovery-link";
import { begin } from "./actions";

type Props = { params: Promise<{ ref: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("requestKey"))("key.title") };
}

async function OpenLink({ link }: { link: LinkHere }) {
  const t = await getTranslations("requestKey");
  return (
    <Form
      action={begin}
      hidden={{ ref: link.ref }}
      submit={t("key.begin")}
      size="lg"
      errorTitle={t("errorTitle")}
      heading={
        <>
          <h1>{t("key.title")}</h1>
          <p>{t.rich("key.for", { address: link.addressKey, b: (text) => <b>{text}</b> })}</p>
          <p>{t("key.next")}</p>
        </>
      }
    />
  );
}

/** GET shows, POST spends. */
export default async function KeyPage({ params }: Props) {
  const link = await ownLinkHere((await params).ref, "key");
  if (!link)
    return (
      <DoorPage>
        <Elsewhere again="/request-key" />
      </DoorPage>
    );
  return <DoorPage>{link.state === "open" ? <OpenLink link={link} /> : <DeadLink link={link} />}</DoorPage>;
}
