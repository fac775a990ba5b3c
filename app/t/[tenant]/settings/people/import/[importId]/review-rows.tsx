import { getTranslations } from "next-intl/server";
import { TableHead } from "@/components/table-head";
import { Tag } from "@/components/tag";
import type { ReviewRow } from "./review-row";
import { AddressCell, RoleCell, TodoCell } from "./row-forms";

type Props = { importId: string; rows: readonly ReviewRow[]; roles: readonly { id: string; name: string }[] };

/** The rows with a verdict each; on a phone each row is a block. */
export async function ReviewRows({ importId, rows, roles }: Props) {
  const t = await getTranslations("imports");
  const heads = ["row", "name", "email", "role", "verdict", "todo"] as const;
  const words = { save: t("save"), chooseRole: t("chooseRole") };
  return (
    <table className="table is-stacked is-review" aria-label={t("rowsLabel")}>
      <colgroup>
        <col style={{ width: 44 }} />
        <col style={{ width: "16%" }} />
        <col />
        <col style={{ width: "15%" }} />
        <col style={{ width: 168 }} />
        <col style={{ width: "21%" }} />
      </colgroup>
      <TableHead heads={heads.map((head) => t(`head.${head}`))} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.line} data-name={row.name === "–" ? `${t("head.row")} ${row.line}` : row.name}>
            <td className="line num muted">{row.line}</td>
            <th scope="row">
              <b>{row.name}</b>
            </th>
            <td className="breaks">
              <AddressCell importId={importId} row={row} roles={roles} words={words} />
            </td>
            <td>
              <RoleCell importId={importId} row={row} roles={roles} words={words} />
            </td>
            <td>
              <Tag tone={row.tag.tone} icon={row.tag.icon}>
                {row.tag.label}
              </Tag>
            </td>
            <td>
              <TodoCell importId={importId} row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
