import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { viewTenant } from "@/lib/web/view-tenant";
import { peoplePath } from "../list-href";
import { PeopleScreen } from "../people-screen";
import { readPeople } from "../read-people";
import { InvitePanel } from "./invite-panel";
import { inviteWords } from "./invite-words";
import { readOffer, roleCards } from "./offer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invite"))("title") };
}

const Wished = z.object({ email: z.string().max(254).catch(""), role: z.uuid().optional().catch(undefined) });

/** The panel has an address of its own; the list it came from lies behind it and cannot be reached. */
export default async function InvitePage({
  params,
  searchParams,
}: PageProps<"/t/[tenant]/settings/people/invite">) {
  const [{ tenant }, wished] = await Promise.all([params, searchParams]);
  const { list, offer } = await viewTenant(tenant, "people.view", async (tx) => ({
    offer: await readOffer(tx),
    list: await readPeople(tx, {}),
  }));
  const { email, role } = Wished.parse(wished);
  const roles = await roleCards(offer);
  const least = roles.find(({ id }) => id === role) ?? roles[0];
  return (
    <>
      <div inert aria-hidden="true">
        <PeopleScreen data={list} />
      </div>
      <InvitePanel
        tenant={tenant}
        listHref={peoplePath(tenant)}
        words={await inviteWords(offer)}
        roles={roles}
        given={{
          email,
          role: least?.id ?? "",
          language: offer.language,
          userNameIsEmail: offer.userNameIsEmail,
        }}
      />
    </>
  );
}
