import { getTranslations } from "next-intl/server";
import { PeopleKeys } from "./people-keys";

type Props = { isOn: boolean; returnTo: string; mayInvite: boolean };

/** What single keys do on this page; they can be switched off (WCAG 2.1.4). */
export async function Keys({ isOn, returnTo, mayInvite }: Props) {
  const t = await getTranslations("people.keys");
  const list: [string, string][] = [
    ["/", t("search")],
    ...(mayInvite ? ([["i", t("invite")]] as [string, string][]) : []),
    ["j k ↓ ↑", t("move")],
    ["x", t("select")],
    [t("enter"), t("go")],
    [t("esc"), t("escape")],
    ["Ctrl K, ⌘K", t("anywhere")],
    ["?", t("help")],
  ];
  const invite = mayInvite ? `${returnTo.split("?")[0]}/invite` : null;
  return (
    <PeopleKeys
      isOn={isOn}
      list={list}
      invite={invite}
      returnTo={returnTo}
      words={{
        title: t("title"),
        open: t("open"),
        close: t("close"),
        change: isOn ? t("off") : t("on"),
        isOff: t("isOff"),
      }}
    />
  );
}
