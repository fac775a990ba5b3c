import { getTranslations } from "next-intl/server";
import { Count } from "../count";

type Props = { caption: string; rows: readonly { name: string; value: string | number }[] };

/** The same numbers as a picture, to be read one by one. */
export async function AsTable({ caption, rows }: Props) {
  const t = await getTranslations("overview");
  return (
    <details className="disclosure">
      <summary>{t("asTable")}</summary>
      <table className="picture-table">
        <caption className="sr">{caption}</caption>
        <tbody>
          {rows.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">{typeof value === "number" ? <Count of={value} /> : value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
