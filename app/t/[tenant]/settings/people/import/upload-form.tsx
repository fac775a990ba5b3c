type Words = Record<"paste" | "pasteHint" | "file" | "fileHint" | "read", string>;

/** A plain form: the browser sends the list, and a file may be dropped on its field. */
export function UploadForm({ action, words }: { action: string; words: Words }) {
  return (
    <form className="form" action={action} method="post" encType="multipart/form-data">
      <div className="field">
        <label htmlFor="import-text">{words.paste}</label>
        <div className="hint" id="import-text-hint">
          {words.pasteHint}
        </div>
        <textarea
          className="input"
          id="import-text"
          name="text"
          rows={8}
          spellCheck={false}
          aria-describedby="import-text-hint"
        />
      </div>
      <div className="field">
        <label htmlFor="import-file">{words.file}</label>
        <div className="hint" id="import-file-hint">
          {words.fileHint}
        </div>
        <input
          className="input"
          type="file"
          id="import-file"
          name="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-describedby="import-file-hint"
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
