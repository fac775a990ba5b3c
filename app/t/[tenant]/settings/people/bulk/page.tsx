import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/button";
import { Callout } from "@/components/callout";
import { Empty } from "@/components/empty";
import { sentenceOf } from "@/lib/web/say-no";
import { viewTenant } from "@/lib/web/view-tenant";
import { peoplePath } from "../list-href";
import { BulkReview } from "./bulk-review";
import { ExportReview } from "./export-review";
import { readBulk } from "./read-bulk";

type Props = PageProps<"/t/[tenant]/settings/people/bulk">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people"))("title") };
}

async function Nothing({ back }: { back: string }) {
  const t = await getTranslations("bulk");
  return (
    <Empty title={t("nobody")} why={t("nobodyWhy")}>
      <ButtonLink href={back}>{t("back")}</ButtonLink>
    </Empty>
  );
}

/** Says what would happen to how many, and who is left out and why; one button does it. */
export default async function BulkPage({ params, searchParams }: Props) {
  const [{ tenant }, wished] = await Promise.all([params, searchParams]);
  const bulk = await viewTenant(tenant, "people.view", (tx) => readBulk(tx, wished));
  if (!bulk) redirect(peoplePath(tenant));
  const { query } = bulk.selection;
  const back = query ? `${peoplePath(tenant)}?${query}` : peoplePath(tenant);
  if (bulk.act === "export") return <ExportReview {...bulk} back={back} />;
  const t = await getTranslations("bulk");
  return (
    <>
      <div className="page-head">
        <h1>{t(`title.${bulk.act}`)}</h1>
      </div>
      {"refusal" in bulk ? (
        <div className="stack-24 prose" style={{ marginTop: 16 }}>
          <Callout tone="attn">
            <p>{await sentenceOf(bulk.refusal)}</p>
          </Callout>
          <div className="row">
            <ButtonLink href={back}>{t("back")}</ButtonLink>
          </div>
        </div>
      ) : bulk.plan.will.length + bulk.plan.skipped.length === 0 ? (
        <Nothing back={back} />
      ) : (
        <BulkReview {...bulk} back={back} />
      )}
    </>
  );
}
