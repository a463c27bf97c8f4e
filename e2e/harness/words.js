// What Portico's buttons and links say, read from the language files that its pages are made from: `words.goOn` in
// English is "Continue". A journey looks for what a person sees, and a better wording breaks none of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const crates = new URL('../../crates/', import.meta.url);

export function wordsIn(language) {
  const words = {};
  for (const crate of readdirSync(crates)) {
    const folder = new URL(`${crate}/locales/`, crates);
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder).filter((name) => `.${name}`.endsWith(`.${language}.ftl`))) {
      for (const [, id, text] of readFileSync(new URL(file, folder), 'utf8').matchAll(/^([a-z][a-z0-9-]*) = (.+)$/gm)) words[id] = text.trim();
    }
  }
  return (id) => {
    if (!(id in words) || /[{}]/.test(words[id])) throw new Error(`The language files have no plain message '${id}' in ${language}`);
    return words[id];
  };
}
