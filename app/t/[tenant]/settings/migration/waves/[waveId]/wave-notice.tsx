import { getFormatter, getTranslations } from "next-intl/server";
import { Icon } from "@/components/icon";
import type { IconName } from "@/components/icon-shapes";
import { outstanding } from "@/lib/migration/wave-page";
import { MoveLetterPreview } from "../move-letter-preview";
import type { WaveData } from "./read-wave";

/** What those who get a mail will notice, with how many of them. */
export async function WaveNotice({ progress, secondStepAsked, letter }: WaveData) {
  const t = await getTranslations("waves.notice");
  const all = progress.todo + progress.activated + outstanding(progress);
  const format = await getFormatter();
  const items: [IconName, string, string][] = [
    ["check", t("stays"), format.number(all)],
    ["roles", t("keepPassword"), t("of", { count: progress.hashed, all })],
    ["lock", t("newPassword"), format.number(all - progress.hashed)],
    ...(secondStepAsked ? [["phone", t("phone"), format.number(all)] as [IconName, string, string]] : []),
  ];
  return (
    <section className="section stack-8" aria-labelledby="notice">
      <h2 id="notice" className="lead">
        {t("title")}
      </h2>
      <ul className="list wave-notice">
        {items.map(([icon, text, count]) => (
          <li key={text}>
            <Icon name={icon} size={18} />
            <span>{text}</span>
            <span className="num muted">{count}</span>
          </li>
        ))}
      </ul>
      <MoveLetterPreview letter={letter} />
    </section>
  );
}
