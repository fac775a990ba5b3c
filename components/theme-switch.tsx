export type Theme = "light" | "dark" | "system";

type Props = { current: Theme; label: string; words: Record<Theme, string> };

const themes = ["light", "dark", "system"] as const;

export function ThemeSwitch({ current, label, words }: Props) {
  return (
    <form className="btn-group" action="/look" method="post" aria-label={label}>
      {themes.map((theme) => (
        <button
          key={theme}
          className="btn btn-sm"
          type="submit"
          name="theme"
          value={theme}
          aria-pressed={theme === current}
        >
          {words[theme]}
        </button>
      ))}
    </form>
  );
}
