type Props = { current: "en" | "nl"; label: string };

/** A plain form, so that it works without JavaScript; comes back to the same page. */
export function LanguageSwitch({ current, label }: Props) {
  return (
    <form className="lang" action="/look" method="post" aria-label={label}>
      {(["nl", "en"] as const).map((language) => (
        <button
          key={language}
          type="submit"
          name="language"
          value={language}
          lang={language}
          aria-label={language === "nl" ? "NL, Nederlands" : "EN, English"}
          aria-pressed={language === current}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </form>
  );
}
