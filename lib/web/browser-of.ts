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

export type Platform = "iphone" | "android" | "mac" | "windows" | "other";
const platforms: [RegExp, Platform][] = [
  [/iPhone|iPad/, "iphone"],
  [/Android/, "android"],
  [/Mac OS X/, "mac"],
  [/Windows/, "windows"],
];

/** For help that names the reader's own device first. */
export const platformOf = (userAgent: string): Platform =>
  platforms.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "other";
