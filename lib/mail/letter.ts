/** What a mail says, as data: the text and the HTML are made from it, so they cannot disagree. */
export type Letter = {
  language: "en" | "nl";
  subject: string;
  /** Shorter than the subject, where the company's name stands above it anyway. */
  heading?: string;
  /** What the list of mails shows beside the subject. */
  preview: string;
  /** The sender's name: "Zorggroep Linde via Portico". */
  from: string;
  replyTo?: string;
  accent?: string;
  /** Whose door it is. */
  tenant?: string;
  greeting: string;
  /** Each may have several lines. */
  paragraphs: string[];
  /** To be typed over by hand: on a line of its own, large. */
  code?: string;
  /** Somebody's own words, set apart. */
  quote?: { by: string; text: string };
  button?: { label: string; href: string };
  afterButton?: string[];
  /** Why this mail came, and to which address. */
  footnotes: string[];
};
