import type { Metadata } from "next";
import { PersonScreen, personClock } from "../person-screen";
import { readPerson } from "../read-person";
import { PersonActivity } from "./person-activity";

type Props = PageProps<"/t/[tenant]/settings/people/[id]/activity">;

async function read({ params, searchParams }: Props) {
  const [{ tenant, id }, { before }] = await Promise.all([params, searchParams]);
  const position = typeof before === "string" ? before : "";
  return { data: await readPerson(tenant, id, position), isLater: position !== "" };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { data } = await read(props);
  return { title: data.person.name };
}

/** Everything that happened to a person and every mail to them, the newest first. */
export default async function PersonActivityPage(props: Props) {
  const { data, isLater } = await read(props);
  return (
    <PersonScreen data={data} tab="activity">
      <PersonActivity data={data} clock={await personClock(data)} isLater={isLater} />
    </PersonScreen>
  );
}
