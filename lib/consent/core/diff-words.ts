import type { DiffPart } from '../schema';

/** Beyond this many cells of the table a text counts as replaced paragraph by paragraph: no diff may cost a server its memory. */
const maxCells = 4_000_000;

/**
 * What was added and what removed from one text to another, by paragraph and within changed paragraphs by word (in Chinese by character): the longest
 * common subsequence. Joining `same` and `removed` gives the old text, `same` and `added` the new one.
 */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const middle = compare(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return join([{ kind: 'same', text: old.slice(0, start).join('') }, ...middle, { kind: 'same', text: old.slice(old.length - end).join('') }]);
}

function wordsOf(text: string): string[] {
  return text.match(/\n+|[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+[^\S\n]*|[^\S\n]+/gu) ?? [];
}

function compare(old: readonly string[], now: readonly string[]): DiffPart[] {
  if (old.length * now.length > maxCells) return [{ kind: 'removed', text: old.join('') }, { kind: 'added', text: now.join('') }];
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] = old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const parts: DiffPart[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < now.length) {
    const [left, right] = [old[row], now[column]];
    if (left !== undefined && left === right) { parts.push({ kind: 'same', text: left }); row += 1; column += 1; }
    else if (left !== undefined && (right === undefined || at(row + 1, column) >= at(row, column + 1))) { parts.push({ kind: 'removed', text: left }); row += 1; }
    else { parts.push({ kind: 'added', text: right ?? '' }); column += 1; }
  }
  return parts;
}

/** Neighbours of one kind become one part. */
function join(parts: readonly DiffPart[]): DiffPart[] {
  const joined: { kind: DiffPart['kind']; text: string }[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.text === '') continue;
    if (last?.kind === part.kind) last.text += part.text;
    else joined.push({ ...part });
  }
  return joined;
}
