import { getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { Icon } from "@/components/icon";
import type { ListedRole } from "@/lib/roles/role-list";
import { permissionWords } from "../../../permission-words";

type Props = { role: ListedRole; mayEdit: boolean };

const whyOf = ({ role, mayEdit }: Props) =>
  role.builtIn ? "builtInWhat" : mayEdit && !role.within ? "above" : "readOnly";

/** A role that the reader cannot change: what it allows, and why it stays. */
export async function RoleFacts(props: Props) {
  const t = await getTranslations("rolesPage");
  const say = await permissionWords();
  const { role } = props;
  return (
    <>
      <Callout icon="lock">
        <p>{t(whyOf(props))}</p>
      </Callout>
      <section className="stack-8" aria-labelledby="allows">
        <h2 id="allows" className="lead">
          {t("allows")}
        </h2>
        {role.allows.length === 0 && <p>{t("nothing")}</p>}
        <ul className="list is-tight">
          {role.allows.map((permission) => (
            <li key={permission}>
              <Icon name="check" size={18} />
              {say(permission)}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
