export const languages = ["en", "nl"] as const;

export type Language = (typeof languages)[number];

export const isLanguage = (value: unknown): value is Language =>
  typeof value === "string" && (languages as readonly string[]).includes(value);

/** The first language of ours in an Accept-Language header, by its weights. */
export function languageOfHeader(header: string | null): Language | undefined {
  const wishes = (header ?? "").split(",").map((part) => {
    const [tag = "", ...rest] = part.trim().toLowerCase().split(";");
    const weight = rest.find((item) => item.trim().startsWith("q="))?.split("=")[1];
    return { language: tag.split("-")[0], weight: Number(weight ?? 1) };
  });
  const known = wishes.filter((wish) => isLanguage(wish.language) && wish.weight > 0);
  const [best] = known.sort((a, b) => b.weight - a.weight);
  return isLanguage(best?.language) ? best.language : undefined;
}
