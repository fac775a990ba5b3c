import { getCountries } from "libphonenumber-js/mobile";

type Place = Intl.Locale & { getTimeZones?: () => string[] | undefined; timeZones?: string[] | undefined };

function zonesOf(country: string): readonly string[] {
  const place = new Intl.Locale(`und-${country}`) as Place;
  return place.getTimeZones?.() ?? place.timeZones ?? [];
}

let byZone: Map<string, string> | undefined;

/** The country whose clock a company keeps: numbers without a country code are dialled there. */
export function homeCountryOf(timeZone: string | undefined): string {
  byZone ??= new Map(getCountries().flatMap((country) => zonesOf(country).map((zone) => [zone, country])));
  return byZone.get(timeZone ?? "") ?? "NL";
}
