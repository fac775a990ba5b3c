import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { CheckField } from "@/components/check-field";
import { DoorPanel } from "@/components/door-panel";
import { Form } from "@/components/form";
import type { NewPhoneState } from "@/lib/factors/put-off-new-phone";
import { currentSelf } from "@/lib/web/current";
import { putOff } from "../actions";

const FEW = 2;

/** After a text: no session before this step (R8). */
async function AfterText() {
  const t = await getTranslations("backupCode.newPhone");
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">{t("leadText")}</p>
      <p className="hint">{t("textDevice")}</p>
    </>
  );
}

/** What the backup code did, how many are left, and what comes. */
export async function NewPhoneHead({ by, left, rolling, elevated }: NewPhoneState) {
  if (by === "text") return <AfterText />;
  const t = await getTranslations("backupCode.newPhone");
  const told = left === FEW ? t("leftFew") : t("left", { left });
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="muted door-lead">{t("lead")}</p>
      <Callout tone={!rolling && left <= FEW ? "attn" : "info"}>
        <p>{rolling ? t("saved") : told}</p>
        {elevated && <p>{t("wait")}</p>}
      </Callout>
    </>
  );
}

/** Few left: ticked already. None left: they come anyway. */
export async function NewCodes({ left, rolling }: NewPhoneState) {
  if (rolling || left === 0) return null;
  const t = await getTranslations("backupCode.newPhone");
  return (
    <CheckField
      name="newCodes"
      value="yes"
      label={t("newCodes")}
      hint={t("newCodesHint")}
      defaultChecked={left <= FEW}
    />
  );
}

/** Only where a session is there to go on with: a reset of the password begins none. */
export async function NotNow({ by, elevated }: NewPhoneState) {
  if (by === "text" || elevated || !(await currentSelf())) return null;
  const t = await getTranslations("backupCode.newPhone");
  return (
    <Form action={putOff} submit={t("later")} look="secondary">
      <p className="hint">{t("laterText")}</p>
    </Form>
  );
}

export async function OldPhone() {
  const t = await getTranslations("backupCode.newPhone");
  return (
    <DoorPanel title={t("old")}>
      <p>{t("oldText")}</p>
      <p>{t("oldDelete")}</p>
    </DoorPanel>
  );
}
