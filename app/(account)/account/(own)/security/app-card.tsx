import { getTranslations } from "next-intl/server";
import { Form } from "@/components/form";
import { Icon } from "@/components/icon";
import type { OwnSecurity } from "@/lib/identity/security";
import { removeApp, startAppChange } from "./actions";
import { Card } from "./card";
import { dayOrNever } from "./moments";

type App = OwnSecurity["apps"][number];

async function AppLine({ app, removable }: { app: App; removable: boolean }) {
  const t = await getTranslations("account.security.app");
  const [added, used] = [await dayOrNever(app.addedAt), await dayOrNever(app.lastUsedAt)];
  return (
    <li>
      <Icon name="phone" size={20} />
      <span>
        <b>{app.label}</b>
        <span className="hint fact-hint">{t("facts", { added, used })}</span>
      </span>
      {removable && (
        <Form
          action={removeApp}
          hidden={{ factorId: app.id }}
          submit={t("remove")}
          look="secondary"
          size="sm"
        />
      )}
    </li>
  );
}

/** The app that makes codes. Changed, never removed first: that has locked out too many. */
export async function AppCard({ apps, removable }: { apps: readonly App[]; removable: boolean }) {
  const t = await getTranslations("account.security.app");
  return (
    <Card id="authenticator" title={t("title")} text={t("text")}>
      {apps.length > 0 ? (
        <ul className="list">
          {apps.map((app) => (
            <AppLine key={app.id} app={app} removable={removable} />
          ))}
        </ul>
      ) : (
        <p>{t("none")}</p>
      )}
      <Form
        action={startAppChange}
        submit={
          apps.length > 0 ? (
            <>
              {t("change")}
              <span className="sr">: {t("changeLong")}</span>
            </>
          ) : (
            t("add")
          )
        }
        look="secondary"
      />
      {apps.length > 0 && (
        <p className="hint">
          <b>{t("changeLong")}.</b> {t("note")}
        </p>
      )}
    </Card>
  );
}
