import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { clockOf } from "../../../clock";
import { MigrationHead } from "../migration-head";
import { CloseForm, DoorState } from "./door-forms";
import { LockedOutTable } from "./locked-out-table";
import { type OldDoorData, readOldDoor } from "./read-old-door";

type Props = PageProps<"/t/[tenant]/settings/migration/old-log-in">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("oldLogIn"))("title") };
}

async function Told({ told, isOpen }: OldDoorData) {
  if (told !== (isOpen ? "opened" : "closed")) return null;
  const t = await getTranslations("oldLogIn.told");
  return (
    <div role="status">
      <Callout tone="ok">
        <p>{t(told)}</p>
      </Callout>
    </div>
  );
}

/** How long people may still come in by their old user name, and for whom that is the only way. */
export default async function OldLogInPage({ params, searchParams }: Props) {
  const { tenant } = await params;
  const data = await readOldDoor(tenant, await searchParams);
  const t = await getTranslations("oldLogIn");
  const clock = clockOf(await getLocale(), data.timeZone, data.now);
  const closes = data.asksToClose && data.isOpen && data.mayRun;
  return (
    <>
      <MigrationHead slug={data.slug} tab="oldLogIn" title={t("title")} />
      <div className="stack-24" style={{ marginTop: 16 }}>
        <Told {...data} />
        {closes ? <CloseForm data={data} /> : <DoorState data={data} clock={clock} />}
        <LockedOutTable data={data} />
      </div>
    </>
  );
}
