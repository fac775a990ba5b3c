/** "Name <mail>" in its two parts. By hand: a pattern would try each blank of a long row of them anew. */
export function bracketed(text: string): { name: string; email: string } | null {
  const open = text.indexOf("<");
  if (open < 0 || !text.endsWith(">")) return null;
  const email = text.slice(open + 1, -1);
  const name = text.slice(0, open).trimEnd().replace(/^"/, "").replace(/"$/, "");
  if (/[<>]/.test(email) || name.includes('"')) return null;
  return { name: name.trim(), email: email.trim() };
}
