import { sentencesIn } from "@/lib/i18n/sentences";
import { oneLine, withoutBold } from "./emphasis";
import { layout } from "./layout";
import type { Letter } from "./letter";

export type Rendered = { subject: string; html: string; text: string };

const quoted = ({ by, text }: { by: string; text: string }) =>
  [by, ...text.split("\n").map((line) => `> ${line}`)].join("\n");

function textOf(letter: Letter): string {
  const blocks = [
    letter.greeting,
    ...letter.paragraphs,
    ...(letter.code ? [letter.code] : []),
    ...(letter.quote ? [quoted(letter.quote)] : []),
    ...(letter.button ? [`${letter.button.label}:\n${letter.button.href}`] : []),
    ...(letter.afterButton ?? []),
    ["--", ...letter.footnotes].join("\n"),
  ];
  return `${blocks.map(withoutBold).join("\n\n")}\n`;
}

/** The text and the HTML of a letter, made from the same sentences. */
export function render(letter: Letter): Rendered {
  const t = sentencesIn(letter.language, "letters");
  return {
    subject: oneLine(withoutBold(letter.subject)),
    html: layout(letter, t("copyAddress")),
    text: textOf(letter),
  };
}
