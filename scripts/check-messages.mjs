import { readFileSync } from "node:fs";
import { join } from "node:path";
import { icuWords } from "./check/icu-words.mjs";
import { report, sourcesIn } from "./check/sources.mjs";
import { root } from "./launch/root.mjs";

function flat(messages, prefix = "") {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
}

const read = (folder, language) =>
  new Map(flat(JSON.parse(readFileSync(join(folder, "lib", "i18n", `${language}.json`), "utf8"))));

const missing = (from, to, language) =>
  [...from.keys()].filter((key) => !to.has(key)).map((key) => `${language}.json lacks ${key}`);

const empty = (messages, language) =>
  [...messages].filter(([, text]) => !text.trim()).map(([key]) => `${language}.json: ${key} is empty`);

function wordsOf(text) {
  try {
    return icuWords(text).join(", ");
  } catch (error) {
    return `unreadable: ${error.message}`;
  }
}

function differing(english, dutch) {
  return [...english]
    .filter(([key]) => dutch.has(key))
    .map(([key, text]) => ({ key, en: wordsOf(text), nl: wordsOf(dutch.get(key)) }))
    .filter(({ en, nl }) => en !== nl || en.startsWith("unreadable"))
    .map(({ key, en, nl }) => `${key}: en has {${en}}, nl has {${nl}}`);
}

const TRANSLATOR =
  /\b(?:const|let)\s+(\w+)\s*=\s*(?:await\s+getTranslations|useTranslations)\(\s*(?:["']([\w.-]+)["'])?\s*\)/g;

/** The keys a file names literally, each with the namespaces its translator may stand for. */
function keysIn(text) {
  const namespaces = new Map();
  for (const [, variable, namespace] of text.matchAll(TRANSLATOR))
    namespaces.set(variable, [...(namespaces.get(variable) ?? []), namespace ?? ""]);
  return [...namespaces].flatMap(([variable, found]) => {
    const calls = text.matchAll(
      new RegExp(`\\b${variable}(?:\\.(?:rich|markup|raw|has))?\\(\\s*["']([^"'\`$]+)["']`, "g"),
    );
    return [...calls].map(([, key]) => found.map((namespace) => (namespace ? `${namespace}.${key}` : key)));
  });
}

function unknownKeys(folder, english) {
  const isKnown = (key) =>
    english.has(key) || [...english.keys()].some((known) => known.startsWith(`${key}.`));
  return sourcesIn(folder, ["app", "components", "lib"]).flatMap(({ name, text }) =>
    keysIn(text)
      .filter((choices) => !choices.some(isKnown))
      .map((choices) => `${name}: there is no message ${choices.join(" or ")}`),
  );
}

/** Both languages say everything, with the same blanks, and every key in the code has a message. */
function messageFaults(folder) {
  const english = read(folder, "en");
  const dutch = read(folder, "nl");
  return [
    ...missing(english, dutch, "nl"),
    ...missing(dutch, english, "en"),
    ...empty(english, "en"),
    ...empty(dutch, "nl"),
    ...differing(english, dutch),
    ...unknownKeys(folder, english),
  ];
}

report(messageFaults(process.argv[2] ?? root));
