/** The name of a country in a language; its code where no name is known. */
export const countryIn = (locale: string, code: string): string =>
  new Intl.DisplayNames(locale, { type: "region", fallback: "code" }).of(code) ?? code;
