type Words = Record<"source" | "sourceHint" | "file" | "fileHint" | "paste" | "pasteHint" | "read", string>;

type Props = { action: string; words: Words; sources: readonly string[] };

/** A plain form: the browser sends the list. The name stands first, so that it is known when the file begins. */
export function ListForm({ action, words, sources }: Props) {
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
