import { getTranslations } from "next-intl/server";
import { Facts } from "@/components/facts";
import { TenantForm } from "@/components/tenant-form";
import { PolicyFields } from "@/lib/policy/fields";
import { reviewPolicy } from "../../sign-in/actions";
import { PolicyField } from "../../sign-in/policy-field";
import { valueWords } from "../../sign-in/value-words";
import type { MailsData } from "./read-mails";

const asked = ["invitationDays", "reminders"] as const;
const others = PolicyFields.keyof().options.filter((name) => !asked.some((one) => one === name));

/** The other rules go along as they are: one draft, one review, one way to save. */
function Unchanged({ policy }: Pick<MailsData, "policy">) {
  return others.flatMap((name) =>
    [policy[name]]
      .flat()
      .map((value) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />),
  );
}

async function ReadOnly({ policy }: Pick<MailsData, "policy">) {
  const t = await getTranslations();
  const say = await valueWords();
  const facts = asked.map((name) => ({ name: t(`policy.fields.${name}.label`), value: say(name, policy) }));
  return (
    <div>
      <Facts facts={facts} />
      <p className="hint">{t("board.rules.readOnly")}</p>
    </div>
  );
}

/** How long invitations work and whether Portico reminds: two of the sign-in rules. */
export async function RulesForm({ policy, mayEditRules }: MailsData) {
  const t = await getTranslations("board.rules");
  return (
    <section className="settings" style={{ marginTop: 24 }} aria-labelledby="rules">
      <div>
        <h2 id="rules">{t("title")}</h2>
        <p className="hint">{t("hint")}</p>
      </div>
      {!mayEditRules && <ReadOnly policy={policy} />}
      {mayEditRules && (
        <TenantForm action={reviewPolicy} hidden={{ preset: policy.preset }} submit={t("look")}>
          <Unchanged policy={policy} />
          {asked.map((name) => (
            <PolicyField key={name} name={name} policy={policy} />
          ))}
        </TenantForm>
      )}
    </section>
  );
}
