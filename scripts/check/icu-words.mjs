const CHOICES = ["plural", "select", "selectordinal"];

/** Reads a message of ICU far enough to know its arguments and its tags. */
class Reader {
  words = new Set();
  at = 0;

  constructor(text) {
    this.text = text;
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) throw new Error(`unexpected "${this.text.slice(this.at, this.at + 12)}"`);
    this.at = pattern.lastIndex;
    return found[1] ?? found[0];
  }

  message(isInner) {
    const readers = { "{": this.argument, "<": this.tag, "'": this.quoted };
    while (this.at < this.text.length) {
      const sign = this.text[this.at];
      if (sign === "}" && isInner) return;
      (readers[sign] ?? this.letter).call(this);
    }
    if (isInner) throw new Error("a brace is not closed");
  }

  letter() {
    this.at++;
  }

  quoted() {
    const found = /'[{}<>#|][^']*'?/y;
    found.lastIndex = this.at;
    this.at = found.test(this.text) ? found.lastIndex : this.at + 1;
  }

  tag() {
    const found = /<\/?([A-Za-z][\w-]*)\s*\/?>/y;
    found.lastIndex = this.at;
    const name = found.exec(this.text)?.[1];
    if (name) this.words.add(`<${name}>`);
    this.at = name ? found.lastIndex : this.at + 1;
  }

  argument() {
    this.words.add(this.take(/\{\s*([\w.-]+)\s*/y));
    if (this.text[this.at] === ",") {
      const kind = this.take(/,\s*(\w+)\s*/y);
      if (CHOICES.includes(kind)) this.choices();
      else this.take(/[^{}]*/y);
    }
    this.take(/\}/y);
  }

  choices() {
    this.take(/,\s*(?:offset:\d+\s*)?/y);
    while (this.text[this.at] !== "}") {
      this.take(/\s*[=\w-]+\s*\{/y);
      this.message(true);
      this.take(/\}\s*/y);
    }
  }
}

/** The arguments and tags of a message, sorted; throws when it cannot be read. */
export function icuWords(text) {
  const reader = new Reader(text);
  reader.message(false);
  return [...reader.words].sort();
}
