import Form from "next/form";
import { getTranslations } from "next-intl/server";
import { SearchInput } from "@/components/search-input";
import { migrationLinks } from "../../migration-links";
import { ANY_OFFICE, type NewWave } from "./read-new-wave";

/** Which accounts; those picked in the list stay picked. */
export async function ChooseAccounts({ tenant, asked, offices }: NewWave) {
  const t = await getTranslations("waves");
  return (
    <Form className="filters" role="search" action={migrationLinks(tenant.slug).newWave}>
      <select
        key={asked.office}
        className="select"
        name="office"
        defaultValue={asked.office ?? ANY_OFFICE}
        aria-label={t("office")}
      >
        <option value={ANY_OFFICE}>{t("anyOffice")}</option>
        {offices.map((office) => (
          <option key={office} value={office}>
            {office || t("noOffice")}
          </option>
        ))}
      </select>
      <SearchInput q={asked.q} label={t("search")} most={100} />
      {asked.account.map((id) => (
        <input key={id} type="hidden" name="account" value={id} />
      ))}
      <button type="submit" className="btn">
        {t("choose")}
      </button>
    </Form>
  );
}
