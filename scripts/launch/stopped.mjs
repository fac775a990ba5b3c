/** A stage that failed and has already said why; nothing more is to be printed than its message. */
export class Stopped extends Error {
  constructor(message, output = "") {
    super(message);
    this.output = output;
  }
}
