const programs: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

const first = (list: [RegExp, string][], text: string) => list.find(([pattern]) => pattern.test(text))?.[1];

/** "Firefox, Windows": enough for people to know their own device by. */
export const browserOf = (userAgent: string): string | null =>
  [first(programs, userAgent), first(systems, userAgent)].filter(Boolean).join(", ") || null;

export const isPhone = (userAgent: string) => /iPhone|Android.+Mobile/.test(userAgent);
