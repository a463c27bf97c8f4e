// What Portico's buttons and links say, read from the language files that its pages are made from: `words.goOn` in
// English is "Continue". A journey looks for what a person sees, and a better wording breaks none of them.
import { readdirSync, readFileSync } from 'node:fs';

const crates = new URL('../../crates/', import.meta.url);

export function wordsIn(language) {
  const words = {};
  for (const crate of readdirSync(crates)) {
    const file = new URL(`${crate}/locales/${language}.ftl`, crates);
    try {
      for (const [, id, text] of readFileSync(file, 'utf8').matchAll(/^([a-z][a-z0-9-]*) = (.+)$/gm)) words[id] = text.trim();
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return (id) => {
    if (!(id in words) || /[{}]/.test(words[id])) throw new Error(`The language files have no plain message '${id}' in ${language}`);
    return words[id];
  };
}
