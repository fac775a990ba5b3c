import "@fontsource-variable/atkinson-hyperlegible-mono/wght.css";
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "./design.css";
import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CommonWordsProvider } from "@/components/common-words";
import { RouteFocus } from "@/components/route-focus";
import { currentLook } from "@/lib/web/look";

export const metadata: Metadata = {
  title: { template: "%s · Portico", default: "Portico" },
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#1E5142" },
    { media: "(prefers-color-scheme: dark)", color: "#0E1513" },
  ],
};

async function commonWords() {
  const t = await getTranslations("frame.common");
  return {
    show: t("show"),
    hide: t("hide"),
    copied: t("copied"),
    optional: t("optional"),
    errorPrefix: `${t("error")} `,
    oneProblem: t("oneProblem"),
    manyProblems: String(t.raw("manyProblems")),
    loadAgain: t("loadAgain"),
    confirmCode: t("confirmCode"),
    confirmPassword: t("confirmPassword"),
    byPasskey: {
      submit: t("byPasskey.submit"),
      closed: t("byPasskey.closed"),
      noScript: t("byPasskey.noScript"),
      elsewhere: t("byPasskey.elsewhere"),
      lost: t("byPasskey.lost"),
    },
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page made ahead of time has no nonce, and the browser would refuse its scripts.
  await connection();
  const t = await getTranslations("frame");
  const { theme = "system", density = "comfortable" } = await currentLook();
  return (
    <html lang={await getLocale()} data-theme={theme} data-density={density}>
      <body>
        <a className="skip" href="#main">
          {t("skip")}
        </a>
        <CommonWordsProvider words={await commonWords()}>{children}</CommonWordsProvider>
        <RouteFocus />
      </body>
    </html>
  );
}
