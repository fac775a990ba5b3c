type Props = { label: string; hint: string };

/** Which old system it comes from: those named before are offered. */
export function SourceField({ label, hint, sources }: Props & { sources: readonly string[] }) {
  return (
    <div className="field">
      <label htmlFor="source">{label}</label>
      <div className="hint" id="source-hint">
        {hint}
      </div>
      <input
        className="input"
        id="source"
        name="source"
        maxLength={60}
        required
        list="sources"
        defaultValue={sources[0]}
        autoComplete="off"
        aria-describedby="source-hint"
      />
      <datalist id="sources">
        {sources.map((source) => (
          <option key={source} value={source} />
        ))}
      </datalist>
    </div>
  );
}

/** The columns are shown before the list is taken in. */
export function AskFirst({ label, hint, isAsking }: Props & { isAsking: boolean }) {
  return (
    <div className="field">
      <div className="tick">
        <input
          className="check"
          type="checkbox"
          id="ask"
          name="ask"
          value="yes"
          defaultChecked={isAsking}
          aria-describedby="ask-hint"
        />
        <label htmlFor="ask">{label}</label>
      </div>
      <span className="hint tick-hint" id="ask-hint">
        {hint}
      </span>
    </div>
  );
}
