import { getLocale, getTranslations } from "next-intl/server";
import { signOut } from "@/app/(account)/actions";
import { Form } from "@/components/form";
import { Icon } from "@/components/icon";
import { LanguageSwitch } from "@/components/language-switch";
import { NavLink } from "@/components/nav-link";
import { ThemeSwitch } from "@/components/theme-switch";
import { currentLook } from "@/lib/web/look";

/** What opens at one's own name. */
export async function FrameMenu() {
  const t = await getTranslations();
  const { theme = "system" } = await currentLook();
  const themes = {
    light: t("frame.themes.light"),
    dark: t("frame.themes.dark"),
    system: t("frame.themes.system"),
  };
  return (
    <>
      <ul>
        <li>
          <NavLink href="/account/profile">
            <Icon name="person" size={18} />
            {t("frame.myAccount")}
          </NavLink>
        </li>
        <li>
          <NavLink href="/account/security">
            <Icon name="shield" size={18} />
            {t("account.nav.security")}
          </NavLink>
        </li>
        <li>
          <NavLink href="/account/organisations">
            <Icon name="general" size={18} />
            {t("nav.organisations")}
          </NavLink>
        </li>
      </ul>
      <div className="menu-part stack-8">
        <ThemeSwitch current={theme} label={t("frame.theme")} words={themes} />
        <LanguageSwitch current={await getLocale()} label={t("frame.language")} />
      </div>
      <div className="menu-part">
        <Form action={signOut} submit={t("frame.signOut")} look="secondary" />
      </div>
    </>
  );
}
