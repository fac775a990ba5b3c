import { getTranslations } from "next-intl/server";
import { Form } from "@/components/form";
import { Icon } from "@/components/icon";
import { Tag } from "@/components/tag";
import type { OwnSession } from "@/lib/identity/own-sessions";
import { endDevice, endOtherDevices } from "./actions";
import { Card } from "./card";
import { whenOf } from "./moments";

async function SessionLine({ session }: { session: OwnSession }) {
  const t = await getTranslations("account.security.sessions");
  const browser = session.browser ?? t("unknown");
  const said = {
    when: await whenOf(session.lastSeenAt),
    since: await whenOf(session.startedAt),
    prefix: session.addressPrefix ?? t("noPrefix"),
  };
  return (
    <li>
      <Icon name="desktop" size={20} />
      <span>
        <b>{browser}</b> {session.isThisOne && <Tag tone="ok">{t("thisOne")}</Tag>}
        <span className="hint fact-hint">{t("seen", said)}</span>
      </span>
      {!session.isThisOne && (
        <Form
          action={endDevice}
          hidden={{ sessionId: session.id }}
          submit={
            <>
              {t("end")} <span className="sr">{browser}</span>
            </>
          }
          look="secondary"
          size="sm"
        />
      )}
    </li>
  );
}

/** Every device that is in now, each with its way out. */
export async function SessionsCard({ sessions }: { sessions: readonly OwnSession[] }) {
  const t = await getTranslations("account.security.sessions");
  return (
    <Card id="sessions" title={t("title")} text={t("text")}>
      <ul className="list">
        {sessions.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && <Form action={endOtherDevices} submit={t("endOthers")} look="secondary" />}
    </Card>
  );
}
