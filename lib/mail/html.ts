const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

/** Markup that needs no more escaping. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | Html | readonly Html[] | undefined;

function textOf(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escaped(part);
  return part instanceof Html ? part.text : part.map((one) => one.text).join("");
}

/** A template whose blanks are escaped, unless they are such a template themselves. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]) =>
  new Html(
    strings.map((string, index) => (index === 0 ? string : textOf(parts[index - 1]) + string)).join(""),
  );
