import type { Metadata } from "next";
import { personPath } from "../list-href";
import { OldAccount } from "./old-account";
import { PersonFacts } from "./person-facts";
import { PersonScreen, personClock } from "./person-screen";
import { PersonTimeline } from "./person-timeline";
import { readPerson } from "./read-person";

type Props = PageProps<"/t/[tenant]/settings/people/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { tenant, id } = await params;
  const { person } = await readPerson(tenant, id);
  return { title: person.name };
}

export default async function PersonPage({ params, searchParams }: Props) {
  const [{ tenant, id }, { told }] = await Promise.all([params, searchParams]);
  const data = await readPerson(tenant, id);
  const clock = await personClock(data);
  return (
    <PersonScreen data={data} tab="overview" told={told}>
      <div className="with-facts">
        <PersonTimeline data={data} clock={clock} />
        <div>
          <PersonFacts data={data} clock={clock} />
          <OldAccount
            accounts={data.oldAccounts}
            clock={clock}
            undoHref={data.may.undoMove ? `${personPath(tenant, id)}/undo-move` : null}
          />
        </div>
      </div>
    </PersonScreen>
  );
}
