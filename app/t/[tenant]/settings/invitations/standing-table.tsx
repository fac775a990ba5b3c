import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { TenantForm } from "@/components/tenant-form";
import { REMINDERS as MOST } from "@/lib/invitations/due-reminders";
import type { Stand, Standing } from "@/lib/overview/standing";
import { lastDayOf } from "@/lib/time";
import type { Clock } from "../../clock";
import { overviewLinks } from "../../overview-links";
import { resend } from "../people/actions";
import { remind } from "./actions";
import type { BoardData } from "./read-board";

type Way = "remind" | "resend";

/** What helps somebody who stands there, the gentler first. */
const ways: Partial<Record<Stand, readonly Way[]>> = {
  delivered: ["remind", "resend"],
  opened: ["remind", "resend"],
  account: ["remind", "resend"],
  second_step: ["remind"],
};

const isOver = ({ isOffered, expiresAt }: Standing, now: Date) =>
  isOffered && expiresAt !== null && expiresAt <= now;

const can: Record<Way, (person: Standing, now: Date) => boolean> = {
  remind: (person, now) => person.reminders < MOST && !isOver(person, now),
  resend: ({ isOffered }) => isOffered,
};

const actions = { remind, resend };

/** The one thing that helps somebody who stands here; else the way to their page. */
async function Help({ person, data }: { person: Standing; data: BoardData }) {
  const t = await getTranslations("board");
  const way = data.mayInvite && ways[person.at]?.find((one) => can[one](person, data.now));
  if (!way)
    return (
      <Link href={overviewLinks(data.tenant.slug).person(person.id)} prefetch={false}>
        {t("open")}
      </Link>
    );
  const words = (
    <>
      {t(way)} <span className="sr">{person.name}</span>
    </>
  );
  return (
    <TenantForm
      action={actions[way]}
      hidden={{ personId: person.id }}
      submit={words}
      look="secondary"
      size="sm"
    />
  );
}

async function Until({ person, clock, now }: { person: Standing; clock: Clock; now: Date }) {
  const t = await getTranslations("board");
  if (!person.isOffered || !person.expiresAt) return t("none");
  return person.expiresAt <= now ? t("ended") : clock.short(lastDayOf(person.expiresAt));
}

type Props = { data: BoardData; clock: Clock };

async function Row({ person, data, clock }: Props & { person: Standing }) {
  const t = await getTranslations("board");
  const { slug } = data.tenant;
  return (
    <tr>
      <th scope="row">
        <Link href={overviewLinks(slug).person(person.id)} prefetch={false}>
          {person.name}
        </Link>
        {person.email !== person.name && <span className="hint">{person.email}</span>}
      </th>
      <td data-label={t("columns.where")}>{t(`headings.${person.at}`)}</td>
      <td data-label={t("columns.since")} className="num">
        <time dateTime={person.since.toISOString()}>
          {t("days", { days: clock.daysSince(person.since) })}
        </time>
      </td>
      <td data-label={t("columns.until")} className="num">
        <Until person={person} clock={clock} now={data.now} />
      </td>
      <td data-label={t("columns.reminders")} className="num">
        {t("ofThree", { count: person.reminders })}
      </td>
      <td>
        <Help person={person} data={data} />
      </td>
    </tr>
  );
}

/** Who stands where and for how long, the longest first. */
export async function StandingTable({ data, clock }: Props) {
  const t = await getTranslations("board.columns");
  const columns = ["name", "where", "since", "until", "reminders", "act"] as const;
  return (
    <table className="table is-stacked is-standing">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.page.people.map((person) => (
          <Row key={`${person.at} ${person.id}`} person={person} data={data} clock={clock} />
        ))}
      </tbody>
    </table>
  );
}
