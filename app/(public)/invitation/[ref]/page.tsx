import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { DoorPanel } from "@/components/door-panel";
import { HumanTouch } from "@/components/human-touch";
import { currentFlow, currentSelf } from "@/lib/web/current";
import { invitationOf } from "@/lib/web/invitation";
import { opened } from "./actions";
import { DeadLink } from "./dead-link";
import { Elsewhere } from "./elsewhere";
import { KnownPerson } from "./known-person";
import { NewPerson } from "./new-person";

type Props = { params: Promise<{ ref: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitation"))("pageTitle") };
}

async function WhatHappens() {
  const t = await getTranslations("invitation");
  return (
    <>
      <DoorPanel title={t("side.title")}>
        <p>{t("side.text")}</p>
      </DoorPanel>
      <DoorPanel title={t("side.passwordTitle")}>
        <p>{t("side.passwordText")}</p>
      </DoorPanel>
    </>
  );
}

/** One address, all branches: the state of the link and who is signed in decide. */
export default async function InvitationPage({ params }: Props) {
  const { ref } = await params;
  const shown = await invitationOf(ref);
  if (!shown)
    return (
      <DoorPage>
        <Elsewhere known={ref !== "unknown"} />
      </DoorPage>
    );
  const { accent } = shown.tenant;
  if (shown.state !== "open")
    return (
      <DoorPage accent={accent}>
        <DeadLink
          shown={shown}
          begun={(await currentFlow("activation"))?.self.identityId === shown.identityId}
        />
      </DoorPage>
    );
  const self = await currentSelf();
  return (
    <DoorPage accent={accent} side={<WhatHappens />}>
      <HumanTouch action={opened} hidden={{ ref }} />
      {self || shown.identityId ? <KnownPerson shown={shown} self={self} /> : <NewPerson shown={shown} />}
    </DoorPage>
  );
}
