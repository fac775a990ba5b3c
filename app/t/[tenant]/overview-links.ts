import type { Stand } from "@/lib/overview/standing";

const settings = (slug: string) => `/t/${slug}/settings`;

/** The lists behind the numbers. */
export const overviewLinks = (slug: string) => ({
  invite: `${settings(slug)}/people/invite`,
  people: (status: "bounced" | "expired") => `${settings(slug)}/people?status=${status}`,
  person: (id: string) => `${settings(slug)}/people/${id}`,
  import: `${settings(slug)}/people/import`,
  standing: (at: Stand, days = 0) =>
    `${settings(slug)}/invitations?at=${at}${days > 0 ? `&days=${days}` : ""}`,
  board: `${settings(slug)}/invitations`,
  mails: `${settings(slug)}/invitations/mails`,
  general: `${settings(slug)}/general`,
  rules: `${settings(slug)}/sign-in`,
});
