import { getTranslations } from "next-intl/server";
import { csvFile } from "@/app/csv-file";
import type { ListedPerson } from "@/lib/people/listed-person";
import { statusOf } from "@/lib/people/status";
import { dayNamed, lastDayOf } from "@/lib/time";
import { fileNameOf } from "@/lib/web/file-name";
import { openExport } from "@/lib/web/people-export";
import { roleNamer } from "../../../../role-names";
import { peoplePath } from "../../list-href";

type Context = { params: Promise<{ tenant: string }> };

const columns = [
  "name",
  "email",
  "roles",
  "status",
  "secondStep",
  "added",
  "invited",
  "until",
  "account",
  "active",
  "lastSeen",
] as const;

async function sheet() {
  const t = await getTranslations();
  const nameOf = await roleNamer();
  const now = new Date();
  const kinds = { app: t("people.app"), passkey: t("people.passkey"), both: t("people.both") };
  const cells = (person: ListedPerson, timeZone: string): string[] => {
    const { moments, factorKind } = person;
    const dayOf = (moment: Date | null) => (moment ? dayNamed(timeZone, moment) : "");
    return [
      person.name,
      person.email ?? "",
      person.roles.map(nameOf).join(", "),
      t(`status.${statusOf(moments, now)}`),
      factorKind ? kinds[factorKind] : "",
      dayOf(person.createdAt),
      dayOf(moments.invitedAt),
      dayOf(moments.expiresAt && lastDayOf(moments.expiresAt)),
      dayOf(moments.accountAt),
      dayOf(moments.activeAt),
      dayOf(person.lastSeenAt),
    ];
  };
  return { headers: columns.map((column) => t(`export.columns.${column}`)), cells };
}

/** The list as a file, once for each ticket. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tenant } = await params;
  const ticket = new URL(request.url).searchParams.get("ticket");
  const t = await getTranslations("export");
  const made = await openExport(tenant, ticket, await sheet());
  if (made) return csvFile(made.file, fileNameOf(made.company, t("file")));
  return new Response(null, {
    status: 303,
    headers: { Location: `${peoplePath(encodeURIComponent(tenant))}/export`, "Cache-Control": "no-store" },
  });
}
