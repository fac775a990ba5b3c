const lines = (count) => Array.from({ length: count }, (_, line) => `  total += ${line};`).join("\n");

/** What each check must find: the file to plant and the words it must say. */
export const planted = [
  {
    check: "biome",
    file: "lib/planted/long.ts",
    text: `export function planted(found: string[]): number {\n  let total = found[0]!.length;\n${lines(45)}\n  return total;\n}\n`,
    finds: ["noExcessiveLinesPerFunction", "noNonNullAssertion"],
  },
  {
    check: "biome",
    file: "lib/planted/index.ts",
    text: 'export { planted } from "./long";\nexport * from "./loose";\n',
    finds: ["noBarrelFile"],
  },
  {
    check: "biome",
    file: "lib/planted/BadName.ts",
    text: "export const badName = async () => 1;\nbadName();\n",
    finds: ["useFilenamingConvention", "noFloatingPromises"],
  },
  {
    check: "biome",
    file: "components/planted-html.tsx",
    text: "export const PlantedHtml = ({ html }: { html: string }) => <p dangerouslySetInnerHTML={{ __html: html }} />;\n",
    finds: ["noDangerouslySetInnerHtml"],
  },
  {
    check: "types",
    file: "lib/planted/loose.ts",
    text: "const list: string[] = [];\nexport const loose: string = list[0];\n",
    finds: ["lib/planted/loose.ts"],
  },
  {
    check: "direction",
    file: "app/planted/imports-db.ts",
    text: 'export { client } from "@/db/client";\n',
    finds: ["app-never-imports-db"],
  },
  {
    check: "direction",
    file: "components/planted-lib.ts",
    text: 'export { env } from "@/lib/env";\n',
    finds: ["components-know-only-props"],
  },
  {
    check: "direction",
    file: "lib/people/planted-web.ts",
    text: 'import { headers } from "next/headers";\nimport { planted } from "@/app/planted/imports-db";\nexport const all = [headers, planted];\n',
    finds: ["only-web-imports-next", "nothing-imports-app"],
  },
  {
    check: "direction",
    file: "lib/people/planted-door.ts",
    text: 'import * as transaction from "@/db/transaction";\nimport { idle } from "@/lib/web/planted";\nexport const door = [transaction, idle];\n',
    finds: ["only-the-doors-open-transactions", "verbs-do-not-know-the-web"],
  },
  {
    check: "direction",
    file: "lib/web/planted.ts",
    text: 'export { door as idle } from "@/lib/people/planted-door";\n',
    finds: ["no-cycles"],
  },
  {
    check: "unused",
    file: "lib/people/planted-unused.ts",
    text: "export const unused = 1;\n",
    finds: ["lib/people/planted-unused.ts"],
  },
  {
    check: "migrations",
    file: "db/schema/planted.ts",
    text: 'import { pgTable, uuid } from "drizzle-orm/pg-core";\n\nexport const planted = pgTable("planted", { id: uuid().primaryKey() });\n',
    finds: ["schema and migrations differ"],
  },
  {
    check: "actions",
    file: "app/planted/actions.ts",
    text: '"use server";\n\nexport async function bare() {}\n',
    finds: ["app/planted/actions.ts: a file of actions"],
  },
  {
    check: "actions",
    file: "app/planted/inline.tsx",
    text: 'export const Inline = () => <form action={async () => { "use server"; }} />;\n',
    finds: ['app/planted/inline.tsx: "use server" inside a function'],
  },
  {
    check: "components",
    file: "components/planted-value.ts",
    text: 'import { idle } from "@/lib/web/form-state";\n\nexport const value = idle;\n',
    finds: ["components/planted-value.ts"],
  },
  {
    check: "messages",
    file: "lib/planted/says.ts",
    text: 'const t = await getTranslations("planted");\nexport const said = t("nowhere");\n',
    finds: ["there is no message planted.nowhere"],
  },
];
