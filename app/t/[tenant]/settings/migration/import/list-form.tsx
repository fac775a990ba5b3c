type Words = Record<
  "source" | "sourceHint" | "ask" | "askHint" | "file" | "fileHint" | "paste" | "pasteHint" | "read",
  string
>;

type Props = { action: string; words: Words; sources: readonly string[]; isAsking: boolean };

function AskFirst({ words, isAsking }: Pick<Props, "words" | "isAsking">) {
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
        <label htmlFor="ask">{words.ask}</label>
      </div>
      <span className="hint tick-hint" id="ask-hint">
        {words.askHint}
      </span>
    </div>
  );
}

/** A plain form: the browser sends the list. The other fields stand first: they are known when the file begins. */
export function ListForm({ action, words, sources, isAsking }: Props) {
  return (
    <form
      style={{ marginTop: 24 }}
      className="form"
      action={action}
      method="post"
      encType="multipart/form-data"
    >
      <div className="field">
        <label htmlFor="source">{words.source}</label>
        <div className="hint" id="source-hint">
          {words.sourceHint}
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
      <AskFirst words={words} isAsking={isAsking} />
      <div className="field">
        <label htmlFor="list-file">{words.file}</label>
        <div className="hint" id="list-file-hint">
          {words.fileHint}
        </div>
        <input
          className="input"
          type="file"
          id="list-file"
          name="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-describedby="list-file-hint"
        />
      </div>
      <div className="field">
        <label htmlFor="list-text">{words.paste}</label>
        <div className="hint" id="list-text-hint">
          {words.pasteHint}
        </div>
        <textarea
          className="input"
          id="list-text"
          name="text"
          rows={6}
          spellCheck={false}
          aria-describedby="list-text-hint"
        />
      </div>
      <div className="form-actions">
        <button type="submit" className="btn btn-primary">
          {words.read}
        </button>
      </div>
    </form>
  );
}
