import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Callout } from "@/components/callout";
import { Crumbs } from "@/components/crumbs";
import { PassageLine } from "@/components/passage-line";
import { StatusTag } from "@/components/status-tag";
import { passageOf, type Status, statusOf } from "@/lib/people/status";
import { clockOf } from "../../../clock";
import { peoplePath } from "../list-href";
import { passageWords } from "../passage-words";
import { DeadMailbox } from "./dead-mailbox";
import { PersonMore } from "./person-more";
import { PersonTabs, type Tab } from "./person-tabs";
import { PersonUndo } from "./person-undo";
import { PersonVerdict } from "./person-verdict";
import type { PersonData } from "./read-person";

async function Head({ person, tenant, now }: PersonData) {
  const t = await getTranslations();
  const words = await passageWords();
  const status = statusOf(person.moments, now);
  const passage = passageOf(person.moments, now);
  const gates = passage.gates.map(({ state }) => state);
  return (
    <>
      <Crumbs
        label={t("person.crumbs")}
        above={[{ href: peoplePath(tenant.slug), label: t("people.title") }]}
        here={person.name}
      />
      <div className="page-head">
        <h1 style={{ marginRight: 4 }}>{person.name}</h1>
        <StatusTag status={status} label={t(`status.${status}`)} />
        <PassageLine gates={gates} label={words.label(passage)} size="m" isPast={status === "left"} />
        <PersonMore tenant={tenant.slug} id={person.id} />
      </div>
    </>
  );
}

/** What was done, by the address of the page, and how the person stands when it was. */
const tellings = {
  address_changed: { key: "addressChanged", stands: ["invited"] },
  identity_created: { key: "identityCreated", stands: ["invited"] },
  account_linked: { key: "accountLinked", stands: ["started", "active"] },
  move_undone: { key: "moveUndone", stands: ["not_invited"] },
} as const satisfies Record<string, { key: string; stands: readonly Status[] }>;

const isTelling = (told: unknown): told is keyof typeof tellings =>
  typeof told === "string" && Object.hasOwn(tellings, told);

/** What was done a moment ago, as long as the person's status bears it out. */
async function Told({ told, data }: { told: string | string[] | undefined; data: PersonData }) {
  const t = await getTranslations("person.told");
  const { person, now } = data;
  if (!isTelling(told)) return null;
  const { key, stands } = tellings[told];
  const status: Status = statusOf(person.moments, now);
  if (!(stands as readonly Status[]).includes(status)) return null;
  return (
    <div role="status">
      <Callout tone="ok">
        <p>{t(key, { email: person.email ?? "", name: person.name })}</p>
      </Callout>
    </div>
  );
}

/** The reader's language on the tenant's clock. */
export async function personClock({ tenant, now }: PersonData) {
  return clockOf(await getLocale(), tenant.timeZone, now);
}

type Props = { data: PersonData; tab: Tab; told?: string | string[] | undefined; children: ReactNode };

/** A person: how they stand stays above every tab. */
export async function PersonScreen({ data, tab, told, children }: Props) {
  const clock = await personClock(data);
  return (
    <>
      <Head {...data} />
      <div className="stack-24" style={{ marginTop: 16 }}>
        <Told told={told} data={data} />
        <PersonUndo tenant={data.tenant.slug} id={data.person.id} />
        <PersonVerdict data={data} clock={clock} />
        <DeadMailbox data={data} clock={clock} />
        <PersonTabs data={data} tab={tab} />
        {children}
      </div>
    </>
  );
}
