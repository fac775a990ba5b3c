import { dayNamed } from "@/lib/time";

type Company = { slug: string; timeZone: string };

/** "linde-not-invited-2026-11-20": whose it is, what it holds, and of which day on their clock; in plain letters only. */
export const fileNameOf = ({ slug, timeZone }: Company, what: string, now = new Date()): string =>
  `${slug} ${what} ${dayNamed(timeZone, now)}`
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w-]+/g, "-");
