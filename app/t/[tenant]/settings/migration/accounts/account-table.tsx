import { getTranslations } from "next-intl/server";
import { TableHead } from "@/components/table-head";
import { Tag } from "@/components/tag";
import type { ListedAccount } from "@/lib/migration/list-accounts";
import { isWeakScheme } from "@/lib/migration/old-hash";
import { lookOf, verdictWords } from "../verdict-words";
import { BecomesCell } from "./becomes-cell";
import type { AccountsData } from "./read-accounts";
import { TodoCell } from "./todo-cell";

type Props = { account: ListedAccount; data: AccountsData };

async function OldAccount({ account }: Pick<Props, "account">) {
  const t = await getTranslations("migration");
  const { name, oldUserName, office, source, hashScheme } = account;
  return (
    <th scope="row" className="breaks">
      <b>{name || oldUserName}</b>
      <span className="hint mono">{oldUserName}</span>
      <span className="hint">{office ? t("inOffice", { office, source }) : source}</span>
      {isWeakScheme(hashScheme) && <span className="hint">{t("weakHash")}</span>}
    </th>
  );
}

async function Row({ account, data }: Props) {
  const words = await verdictWords();
  const { tone, icon } = lookOf(account);
  const todo = words.todo(account);
  return (
    <tr data-name={account.name || account.oldUserName}>
      <OldAccount account={account} />
      <td className="breaks">
        <BecomesCell account={account} data={data} />
      </td>
      <td>
        <Tag tone={tone} icon={icon}>
          {words.label(account)}
        </Tag>
        {todo && <span className="hint">{todo}</span>}
      </td>
      <td>{data.mayRun && <TodoCell account={account} slug={data.tenant.slug} />}</td>
    </tr>
  );
}

/** Old accounts, each beside whom it becomes; on a phone each is a block. */
export async function AccountTable({ data }: { data: AccountsData }) {
  const t = await getTranslations("migration");
  const columns = ["account", "becomes", "state", "todo"] as const;
  return (
    <table className="table is-stacked is-accounts" aria-label={t("tabs.accounts")}>
      <TableHead heads={columns.map((column) => t(`columns.${column}`))} />
      <tbody>
        {data.page.accounts.map((account) => (
          <Row key={account.id} account={account} data={data} />
        ))}
      </tbody>
    </table>
  );
}
