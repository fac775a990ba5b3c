import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import type { IdentityTx } from "@/lib/access/doors";
import { type OwnSecurity, ownSecurity } from "@/lib/identity/security";
import { type OwnPasskey, ownPasskeys } from "@/lib/passkeys/own";
import { type OwnQuestions, ownQuestions } from "@/lib/questions/own-questions";
import { type Asked, askedToOpen } from "@/lib/sign-in/open-security";
import { requireSelf } from "@/lib/web/current";
import { viewIdentity } from "@/lib/web/view-identity";
import { AppCard } from "./app-card";
import { CodesCard } from "./codes-card";
import { Opening } from "./opening";
import { PasskeysCard } from "./passkeys-card";
import { PasswordCard } from "./password-card";
import { PhoneCard } from "./phone-card";
import { QuestionsCard } from "./questions-card";
import { Ready } from "./ready";
import { SessionsCard } from "./sessions-card";

type Props = { searchParams: Promise<{ done?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.security"))("title") };
}

const said = [
  "authenticator",
  "codes",
  "password",
  "session",
  "others",
  "removed",
  "passkey",
  "passkeyRenamed",
  "passkeyRemoved",
  "phone",
  "phoneRemoved",
  "questions",
] as const;

async function Done({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations("account.security.done");
  const key = said.find((one) => one === done);
  if (!key) return null;
  return (
    <div role="status">
      <Callout tone="ok">
        <p>{t(key)}</p>
      </Callout>
    </div>
  );
}

type Shown =
  | { asked: Asked }
  | { security: OwnSecurity; passkeys: OwnPasskey[]; questions: OwnQuestions | null };

async function readSecurity(tx: IdentityTx<"session">): Promise<Shown> {
  const asked = await askedToOpen(tx);
  if (asked) return { asked };
  const [security, passkeys] = [await ownSecurity(tx), await ownPasskeys(tx)];
  return { security, passkeys, questions: await ownQuestions(tx) };
}

/** How one signs in and gets back; shown to nobody who cannot prove again who they are. */
export default async function SecurityPage({ searchParams }: Props) {
  const self = await requireSelf("/account/security");
  const shown = await viewIdentity(self, readSecurity);
  if ("asked" in shown) return <Opening asked={shown.asked} />;
  const { apps, codes, text, password, sessions, readiness, rules } = shown.security;
  const mayUseCodes = rules.recovery.includes("backup_code");
  const t = await getTranslations("account.security");
  return (
    <>
      <div className="stack">
        <div className="page-head">
          <h1>{t("title")}</h1>
        </div>
        <Done done={(await searchParams).done} />
        <Ready readiness={{ ...readiness, mayUseCodes }} />
      </div>
      <PasskeysCard passkeys={shown.passkeys} hasApp={apps.length > 0} mustHaveOne={rules.secondStep} />
      <AppCard apps={apps} removable={!rules.secondStep || shown.security.passkeys > 0} />
      <CodesCard codes={codes} allowed={mayUseCodes} />
      <PhoneCard text={text} />
      <QuestionsCard questions={shown.questions} />
      <PasswordCard password={password} />
      <SessionsCard sessions={sessions} />
    </>
  );
}
