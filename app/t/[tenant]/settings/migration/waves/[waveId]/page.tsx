import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WatchProgress } from "@/components/watch-progress";
import { BackScreen } from "./back-screen";
import { canGoBack, readWave } from "./read-wave";
import { WaveAccounts } from "./wave-accounts";
import { WaveHead } from "./wave-head";
import { WaveNotice } from "./wave-notice";
import { WaveProgress } from "./wave-progress";
import { WaveTimeline } from "./wave-timeline";

type Props = PageProps<"/t/[tenant]/settings/migration/waves/[waveId]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("waves"))("title") };
}

const moving = ["running", "rolling_back"];

/** One wave, while it runs and afterwards. */
export default async function WavePage({ params, searchParams }: Props) {
  const [{ tenant, waveId }, search] = await Promise.all([params, searchParams]);
  const data = await readWave(tenant, waveId, search);
  if (data.asked.back && data.mayRun && canGoBack(data)) return <BackScreen {...data} />;
  const isMoving = moving.includes(data.wave.state) && data.wave.stoppedWhy === null;
  return (
    <>
      {isMoving && <WatchProgress />}
      <WaveHead {...data} />
      <div className="wave">
        <WaveProgress {...data} />
        <WaveTimeline {...data} />
      </div>
      <WaveAccounts {...data} />
      <WaveNotice {...data} />
    </>
  );
}
