import { getTranslations } from "next-intl/server";
import { holdersIn, sumOf } from "@/lib/people/count";
import {
  isNarrowed,
  isNotFinished,
  type ListQuery,
  ME,
  notFinished,
  secondSteps,
} from "@/lib/people/list-query";
import { type Status, statuses } from "@/lib/people/status";
import { roleNamer } from "../../role-names";
import { listHref } from "./list-href";
import type { PeopleData } from "./read-people";

export type Choice = { key: string; name: string; count: number | null; href: string; isOn: boolean };

/** One filter: its menu, and how it reads when it is on. */
export type Filter = { key: string; label: string; choices: Choice[]; chip: string | null; without: string };

type Asked = Pick<PeopleData, "query" | "tenant" | "counts" | "roleCounts" | "roles" | "inviters" | "me">;

const to = ({ tenant, query }: Asked, change: Partial<Omit<ListQuery, "page">>) =>
  listHref(tenant.slug, query, change);

/** How many a status would show, where that is kept. */
function countAt({ query, counts, roleCounts }: Asked, wanted: Status[]): number | null {
  if (query.q !== "" || query.secondStep || query.invitedBy) return null;
  return query.role ? holdersIn(roleCounts, query.role, wanted) : sumOf(counts, wanted);
}

async function statusFilter(asked: Asked): Promise<Filter> {
  const t = await getTranslations();
  const { status } = asked.query;
  const isPreset = isNotFinished(asked.query);
  const one = (key: string, name: string, wanted: Status[], isOn: boolean): Choice => ({
    key,
    name,
    count: countAt(asked, wanted),
    href: to(asked, { status: isOn ? [] : wanted }),
    isOn,
  });
  const names = status.map((each) => t(`status.${each}`)).join(", ");
  return {
    key: "status",
    label: t("people.filter.status"),
    choices: [
      one("not_finished", t("people.filter.notFinished"), [...notFinished], isPreset),
      ...[...statuses].reverse().map((each) => {
        const isOn = !isPreset && status.length === 1 && status[0] === each;
        return one(each, t(`status.${each}`), [each], isOn);
      }),
    ],
    chip: status.length === 0 ? null : isPreset ? t("people.filter.notFinished") : names,
    without: to(asked, { status: [] }),
  };
}

async function roleFilter(asked: Asked): Promise<Filter> {
  const t = await getTranslations("people.filter");
  const nameOf = await roleNamer();
  const { query, roles, roleCounts } = asked;
  const isCounted = !isNarrowed({ ...query, role: null }) && query.q === "";
  const chosen = roles.find(({ id }) => id === query.role);
  return {
    key: "role",
    label: t("role"),
    choices: roles.map((role) => ({
      key: role.id,
      name: nameOf(role),
      count: isCounted ? holdersIn(roleCounts, role.id, query.status) : null,
      href: to(asked, { role: role.id === query.role ? null : role.id }),
      isOn: role.id === query.role,
    })),
    chip: query.role && t("chipRole", { name: chosen ? nameOf(chosen) : t("unknown") }),
    without: to(asked, { role: null }),
  };
}

async function stepFilter(asked: Asked): Promise<Filter> {
  const t = await getTranslations("people.filter");
  const { secondStep } = asked.query;
  return {
    key: "step",
    label: t("step"),
    choices: secondSteps.map((step) => ({
      key: step,
      name: t(`steps.${step}`),
      count: null,
      href: to(asked, { secondStep: step === secondStep ? null : step }),
      isOn: step === secondStep,
    })),
    chip: secondStep && t("chipStep", { name: t(`steps.${secondStep}`) }),
    without: to(asked, { secondStep: null }),
  };
}

async function inviterFilter(asked: Asked): Promise<Filter> {
  const t = await getTranslations("people.filter");
  const { query, inviters, me } = asked;
  const by = query.invitedBy;
  const others = inviters.filter(({ id }) => id !== me.id);
  const choices = [{ id: ME, name: t("me") }, ...others];
  const named = by === ME ? me.name : inviters.find(({ id }) => id === by)?.name;
  return {
    key: "by",
    label: t("by"),
    choices: choices.map(({ id, name }) => ({
      key: id,
      name,
      count: null,
      href: to(asked, { invitedBy: id === by ? null : id }),
      isOn: id === by,
    })),
    chip: by && t("chipBy", { name: named ?? t("unknown") }),
    without: to(asked, { invitedBy: null }),
  };
}

async function wordFilter(asked: Asked): Promise<Filter> {
  const t = await getTranslations("people.filter");
  const { q } = asked.query;
  return {
    key: "q",
    label: "",
    choices: [],
    chip: q ? t("chipQ", { q }) : null,
    without: to(asked, { q: "" }),
  };
}

/** The orders there are; the newest first only where an index has it. */
export async function sortChoices(asked: Asked): Promise<Choice[]> {
  const t = await getTranslations("people.sort");
  const { query } = asked;
  const open = isNarrowed(query)
    ? (["name", "-name", "status"] as const)
    : (["name", "-name", "status", "-created"] as const);
  const names = { name: t("up"), "-name": t("down"), status: t("status"), "-created": t("newest") };
  return open.map((sort) => ({
    key: sort,
    name: names[sort],
    count: null,
    href: to(asked, { sort }),
    isOn: query.sort === sort,
  }));
}

/** Each filter with its choices, and how many each would show where that costs nothing to say. */
export const filtersOf = async (asked: Asked): Promise<Filter[]> => [
  await statusFilter(asked),
  await roleFilter(asked),
  await stepFilter(asked),
  await inviterFilter(asked),
  await wordFilter(asked),
];
