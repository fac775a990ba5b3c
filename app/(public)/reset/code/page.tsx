import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { DoorPage } from "@/app/door-page";
import { CodeField } from "@/components/code-field";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import { Icon } from "@/components/icon";
import { PasskeyForm } from "@/components/passkey-form";
import type { IdentityTx } from "@/lib/access/doors";
import { type ProofWay, proofWays } from "@/lib/recovery/proof-ways";
import { resetSteps } from "@/lib/recovery/reset-steps";
import { passkeyWords } from "@/lib/web/passkey-words";
import { recoveryAt } from "@/lib/web/recovery-steps";
import { viewFlow } from "@/lib/web/view-identity";
import { askResetPasskey, proveByPasskey, proveIt } from "../actions";

type Props = { searchParams: Promise<{ with?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reset"))("code.title") };
}

async function OtherWays({ ways }: { ways: readonly ProofWay[] }) {
  const t = await getTranslations("reset.code.use");
  if (ways.length === 0) return null;
  return (
    <div className="ways">
      {ways.map((way) => (
        <Link key={way} href={`/reset/code?with=${way}`} prefetch={false}>
          {t(way)}
        </Link>
      ))}
    </div>
  );
}

async function NoProof({ by }: { by: ProofWay }) {
  const t = await getTranslations("reset.code.lost");
  return (
    <DoorPanel title={t(by === "passkey" ? "passkeyTitle" : "title")}>
      <p>{t("text")}</p>
      <p>
        <Link href="/help#lost">{t("link")}</Link>
      </p>
    </DoorPanel>
  );
}

type Proving<W extends ProofWay = ProofWay> = { by: W; total: number };

async function Heading({ by, total }: Proving) {
  const t = await getTranslations(`reset.code.${by}`);
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="muted">{t("lead", { total })}</p>
    </>
  );
}

async function ByPasskey({ total }: { total: number }) {
  const heading = <Heading by="passkey" total={total} />;
  const t = await getTranslations("reset.code.passkey");
  return (
    <>
      <PasskeyForm
        ask={askResetPasskey}
        answer={proveByPasskey}
        words={await passkeyWords()}
        size="lg"
        heading={heading}
        submit={
          <>
            <Icon name="passkey" size={20} />
            {t("submit")}
          </>
        }
      />
      <div className="without-script">
        {heading}
        <p>{t("noScript")}</p>
      </div>
    </>
  );
}

async function ByCode({ by, total }: Proving<"app" | "backup">) {
  const t = await getTranslations("reset.code");
  return (
    <Form
      key={by}
      action={proveIt}
      hidden={{ by }}
      submit={t("submit")}
      size="lg"
      errorTitle={t("errorTitle")}
      heading={<Heading by={by} total={total} />}
    >
      <CodeField kind={by} label={t(`${by}.label`)} hint={t(`${by}.note`)} autoFocus />
    </Form>
  );
}

const readStep = async (tx: IdentityTx<"recovery">) => ({
  ways: await proofWays(tx),
  steps: (await resetSteps(tx, "code")) ?? { current: 1, total: 2 },
});

/** Only what this person has is asked; whatever else they have is one click away. */
export default async function ResetCodePage({ searchParams }: Props) {
  const self = await recoveryAt("code");
  const { ways, steps } = await viewFlow(self, readStep);
  const { with: wish } = await searchParams;
  const by = ways.find((way) => way === wish) ?? ways[0] ?? "backup";
  return (
    <DoorPage side={<NoProof by={by} />} steps={steps}>
      {by === "passkey" ? <ByPasskey total={steps.total} /> : <ByCode by={by} total={steps.total} />}
      <OtherWays ways={ways.filter((way) => way !== by)} />
    </DoorPage>
  );
}
