import { maxCharactersAtOnce, maxColumnsAtOnce, type DictionaryChange } from '../../dictionary/schema';

/** Changes in their order, in as few parts as an action takes; one that is longer than that alone is a part of its own. */
export function inParts(changes: readonly DictionaryChange[]): DictionaryChange[][] {
  const parts: DictionaryChange[][] = [];
  let room = 0;
  for (const change of changes) {
    const size = JSON.stringify(change).length;
    const last = parts.at(-1);
    if (last && size <= room && last.length < maxColumnsAtOnce) {
      last.push(change);
      room -= size;
    } else {
      parts.push([change]);
      room = maxCharactersAtOnce - size;
    }
  }
  return parts;
}
