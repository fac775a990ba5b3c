import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { DoorPanel } from "@/components/door-panel";
import { HumanTouch } from "@/components/human-touch";
import type { SessionSelf } from "@/lib/access/actor";
import type { ShownInvitation } from "@/lib/invitations/link-state";
import { currentFlow, currentSelf } from "@/lib/web/current";
import { invitationOf } from "@/lib/web/invitation";
import { opened } from "./actions";
import { CodeOver } from "./code-over";
import { DeadLink } from "./dead-link";
import { Elsewhere } from "./elsewhere";
import { KnownPerson } from "./known-person";
import { NewPerson } from "./new-person";

type Props = { params: Promise<{ ref: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitation"))("pageTitle") };
}

async function WhatHappens({ onceMore }: { onceMore: boolean }) {
  const t = await getTranslations("invitation");
  return (
    <>
      <DoorPanel title={t("side.title")}>
        <p>{t(onceMore ? "side.textOnceMore" : "side.text")}</p>
      </DoorPanel>
      <DoorPanel title={t("side.passwordTitle")}>
        <p>{t("side.passwordText")}</p>
      </DoorPanel>
    </>
  );
}

/** Who has an account joins with it; who has none makes one, with a code where one goes with the link. */
function Joining({ shown, self }: { shown: ShownInvitation; self: SessionSelf | null }) {
  if (self || shown.identityId) return <KnownPerson shown={shown} self={self} />;
  return shown.codeAsked === "over" ? <CodeOver shown={shown} /> : <NewPerson shown={shown} />;
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
    <DoorPage accent={accent} side={<WhatHappens onceMore={shown.onceMore && !shown.identityId} />}>
      <HumanTouch action={opened} hidden={{ ref }} />
      <Joining shown={shown} self={self} />
    </DoorPage>
  );
}
