import { getTranslations } from "next-intl/server";
import type { IconName } from "@/components/icon-shapes";
import { Tag, type TagTone } from "@/components/tag";
import type { Wave } from "@/lib/migration/waves";

const looks: Record<Wave["state"], [TagTone, IconName]> = {
  planned: ["neutral", "calendar"],
  running: ["info", "refresh"],
  paused: ["attn", "pause"],
  done: ["ok", "done"],
  rolling_back: ["attn", "undo"],
  rolled_back: ["neutral", "undo"],
  cancelled: ["neutral", "close"],
};

/** Where a wave stands. */
export async function WaveTag({ state }: { state: Wave["state"] }) {
  const t = await getTranslations("waves.state");
  const [tone, icon] = looks[state];
  return (
    <Tag tone={tone} icon={icon}>
      {t(state)}
    </Tag>
  );
}
