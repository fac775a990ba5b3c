const named = (zone: string) => ({ value: zone, label: zone.replaceAll("_", " ") });

/** Every time zone, with the one that holds even where this runtime lists it under another name. */
export function zoneOptions(current: string) {
  const zones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", current]);
  return [...zones].sort().map(named);
}
