import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { Callout } from "@/components/callout";
import { Icon } from "@/components/icon";
import { PassageLine } from "@/components/passage-line";
import { StatusTag } from "@/components/status-tag";
import { isLanguage } from "@/lib/i18n/languages";
import { passageOf, statusOf } from "@/lib/people/status";
import { clockOf } from "../../../clock";
import { peoplePath } from "../list-href";
import { passageWords } from "../passage-words";
import { PersonFacts } from "./person-facts";
import { PersonTimeline } from "./person-timeline";
import { PersonVerdict } from "./person-verdict";
import { type PersonData, readPerson } from "./read-person";

type Props = PageProps<"/t/[tenant]/settings/people/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, id } = await params;
  const { person } = await readPerson(tenant, id);
  return { title: person.name };
}

async function Head({ person, tenant, now }: PersonData) {
  const t = await getTranslations();
  const words = await passageWords();
  const status = statusOf(person.moments, now);
  const passage = passageOf(person.moments, now);
  const gates = passage.gates.map(({ state }) => state);
  return (
    <>
      <nav className="crumbs" aria-label={t("person.crumbs")}>
        <Link href={peoplePath(tenant.slug)} prefetch={false}>
          {t("people.title")}
        </Link>
        <Icon name="right" size={14} />
        <span aria-current="page">{person.name}</span>
      </nav>
      <div className="page-head">
        <h1 style={{ marginRight: 4 }}>{person.name}</h1>
        <StatusTag status={status} label={t(`status.${status}`)} />
        <PassageLine gates={gates} label={words.label(passage)} size="m" isPast={status === "left"} />
      </div>
    </>
  );
}

/** What was done a moment ago, as long as the person's status bears it out. */
async function Told({ told, data }: { told: string | string[] | undefined; data: PersonData }) {
  const t = await getTranslations("person.told");
  const { person, now } = data;
  const status = statusOf(person.moments, now);
  const isMoved = told === "address_changed" && status === "invited";
  const isWithdrawn = told === "withdrawn" && status === "not_invited";
  if (!isMoved && !isWithdrawn) return null;
  return (
    <div role="status">
      <Callout tone="ok">
        <p>
          {isMoved
            ? t("addressChanged", { email: person.email ?? "" })
            : t("withdrawn", { name: person.name })}
        </p>
      </Callout>
    </div>
  );
}

export default async function PersonPage({ params, searchParams }: Props) {
  const [{ tenant, id }, { told }] = await Promise.all([params, searchParams]);
  const data = await readPerson(tenant, id);
  const locale = await getLocale();
  const clock = clockOf(isLanguage(locale) ? locale : "en", data.tenant.timeZone, data.now);
  return (
    <>
      <Head {...data} />
      <div className="stack-24" style={{ marginTop: 16 }}>
        <Told told={told} data={data} />
        <PersonVerdict data={data} clock={clock} />
        <div className="with-facts">
          <PersonTimeline data={data} clock={clock} />
          <PersonFacts data={data} clock={clock} />
        </div>
      </div>
    </>
  );
}
