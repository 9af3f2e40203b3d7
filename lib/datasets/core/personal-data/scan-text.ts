import { asiaRecognisers } from './asia';
import { contactRecognisers } from './contact';
import { europeRecognisers } from './europe';
import { languageRecognisers } from './many-languages';
import { moneyRecognisers } from './money';
import type { Recogniser } from './recogniser';
import { restOfWorldRecognisers } from './rest-of-world';

/** `start` and `end` count UTF-16 code units, as JavaScript and JSON do; `end` is the first one after it. `score` between 0 and 1. */
export type Finding = { readonly entity: string; readonly start: number; readonly end: number; readonly score: number };

export const recognisers: readonly Recogniser[] = [...contactRecognisers, ...languageRecognisers, ...moneyRecognisers, ...europeRecognisers, ...asiaRecognisers, ...restOfWorldRecognisers];
export const entities: readonly string[] = [...new Set(recognisers.map((recogniser) => recogniser.entity))].toSorted();

/** How far from a match a word still speaks for it, in code units before and after, and what it adds. */
const [reachBefore, reachAfter, contextBonus] = [60, 30, 0.35];
const checksumBonus = 0.3;

/**
 * Personal data in a text, by start, then end, then kind. A span can be of several kinds (nine digits may be a passport or a bank account): the
 * score says how sure each is. Of overlapping findings of one kind the surer stays, of equals the longer. Takes time in proportion to the text.
 */
export function scanText(text: string): Finding[] {
  return scanFor(text, recognisers);
}

/** The same with some recognisers only. */
export function scanFor(written: string, wanted: readonly Recogniser[]): Finding[] {
  const text = plainCharacters(written);
  const byEntity = new Map<string, Finding[]>();
  for (const recogniser of wanted) {
    // Not matchAll: it copies the expression for every text.
    const { pattern } = recogniser;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      if (match[0] === '') pattern.lastIndex += 1;
      const found = match[0].slice(0, recogniser.lengthOf?.(match[0]));
      if (found === '' || recogniser.isValid?.(found) === false) {
        if (recogniser.isReadOn && found.includes(' ')) pattern.lastIndex = match.index + found.indexOf(' ') + 1;
        continue;
      }
      const start = match.index;
      const end = start + found.length;
      const isSpokenFor = recogniser.context?.test(text.slice(Math.max(0, start - reachBefore), start) + text.slice(end, end + reachAfter)) ?? false;
      const score = Math.round(Math.min(1, recogniser.score + (isSpokenFor ? contextBonus : 0) + (recogniser.isSure?.(found) === true ? checksumBonus : 0)) * 100) / 100;
      const finding = { entity: recogniser.entity, start, end, score };
      const before = byEntity.get(recogniser.entity);
      if (before) before.push(finding);
      else byEntity.set(recogniser.entity, [finding]);
    }
  }
  if (byEntity.size === 0) return [];
  return [...byEntity.values()].flatMap(withoutOverlaps).toSorted((a, b) => a.start - b.start || a.end - b.end || (a.entity < b.entity ? -1 : 1));
}

const unusual = /[\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u2010-\u2012\u00a0\u2007\u202f\u3000]/g;

/** Full-width letters and digits, other digits, hyphens and blanks as their plain ones, each by one code unit, so that offsets stay. */
function plainCharacters(text: string): string {
  return text.replaceAll(unusual, (character) => {
    const code = character.charCodeAt(0);
    if (code >= 0xff01) return String.fromCharCode(code - 0xfee0);
    if (code >= 0x2010 && code <= 0x2012) return '-';
    if (code >= 0x0660 && code <= 0x096f) return String(code >= 0x0966 ? code - 0x0966 : code >= 0x06f0 ? code - 0x06f0 : code - 0x0660);
    return ' ';
  });
}

function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of findings.toSorted((a, b) => a.start - b.start || b.end - a.end || b.score - a.score)) {
    const last = kept.at(-1);
    if (!last || finding.start >= last.end) kept.push(finding);
    else if (finding.score > last.score || (finding.score === last.score && finding.end - finding.start > last.end - last.start)) kept[kept.length - 1] = finding;
  }
  return kept;
}
