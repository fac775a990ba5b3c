import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { lacksNewPhone } from "@/lib/factors/put-off-new-phone";
import { currentSelf } from "@/lib/web/current";

/** For who came in by a backup code and has linked no new phone since. */
export async function NewPhoneBanner() {
  const self = await currentSelf();
  if (!self || !lacksNewPhone(self)) return null;
  const t = await getTranslations("backupCode.newPhone");
  return (
    <Callout tone="attn" icon="phone">
      <p>{t("banner")}</p>
      <Link href="/welcome/new-phone" prefetch={false}>
        {t("bannerLink")}
      </Link>
    </Callout>
  );
}
