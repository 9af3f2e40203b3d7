import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctWord, mistakesBetween, vocabularyOf } from '@/lib/catalog/core/correct-spelling';

/** The definition, letter by letter, without a table or a limit. */
function bruteForce(left: string, right: string): number {
  if (left === '' || right === '') return left.length + right.length;
  const [restLeft, restRight] = [left.slice(0, -1), right.slice(0, -1)];
  const isSame = left.at(-1) === right.at(-1);
  const ways = [bruteForce(restLeft, right) + 1, bruteForce(left, restRight) + 1, bruteForce(restLeft, restRight) + (isSame ? 0 : 1)];
  if (left.length > 1 && right.length > 1 && left.at(-1) === right.at(-2) && left.at(-2) === right.at(-1)) ways.push(bruteForce(left.slice(0, -2), right.slice(0, -2)) + 1);
  return Math.min(...ways);
}

const word = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength });

describe('mistakes between two words', () => {
  it.each([
    ['weather', 'weather', 0], ['wether', 'weather', 1], ['weahter', 'weather', 1], ['weater', 'weather', 1], ['wheather', 'weather', 1], ['penguinz', 'penguins', 1], ['', 'abc', 3], ['ca', 'abc', 3],
  ])('%s and %s: %i', (left, right, mistakes) => {
    expect(mistakesBetween(left, right, 9)).toBe(mistakes);
  });

  it('are as many as trying every way finds, and more than the limit wherever they are', () => {
    fc.assert(fc.property(word(6), word(6), fc.integer({ min: 0, max: 6 }), (left, right, most) => {
      const [exact, found] = [bruteForce(left, right), mistakesBetween(left, right, most)];
      expect(found > most ? exact > most : found === exact).toBe(true);
      expect(found).toBeGreaterThanOrEqual(Math.min(exact, most + 1));
    }), { numRuns: 2_000 });
  });
});

describe('the word that was meant', () => {
  const vocabulary = new Map([['weather', 4], ['whether', 1], ['heather', 9], ['unemployment', 2], ['rate', 3], ['gate', 3], ['temperature', 2], ['погода', 1]]);

  it.each([
    ['one letter left out', 'wether', 'weather'],
    ['two mistakes in a long word', 'unemploiment', 'unemployment'],
    ['two mistakes in a long word, one of them a swap', 'temepratur', 'temperature'],
    ['two mistakes in a short word are another word', 'wehtar', null],
    ['of equally near ones that in most listings', 'weatheer', 'weather'],
    ['of equally common ones the first of the alphabet', 'date', 'gate'],
    ['a known word is right', 'weather', null],
    ['part of a known word is found by a search', 'weat', null],
    ['too short to say', 'rat', null],
    ['no word at all', 'pm2_5', null],
    ['Chinese has no letters', '天气天气', null],
    ['another alphabet', 'погада', 'погода'],
    ['longer than any word', 'w'.repeat(41), null],
  ])('%s', (_, asked, meant) => {
    expect(correctWord(asked, vocabulary)).toBe(meant);
  });

  it('is the best of the whole vocabulary, in whatever order that stands', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 4, maxLength: 6 }), fc.integer({ min: 1, max: 3 })), { selector: ([each]) => each, maxLength: 12 }), fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 4, maxLength: 6 }), (words, asked) => {
      const ranked = words.map(([each, count]) => ({ each, count, mistakes: bruteForce(asked, each) })).filter(({ mistakes }) => mistakes <= 1)
        .toSorted((a, b) => a.mistakes - b.mistakes || b.count - a.count || (a.each < b.each ? -1 : 1));
      const expected = words.some(([each]) => each.includes(asked)) ? null : (ranked[0]?.each ?? null);
      expect(correctWord(asked, new Map(words))).toBe(expected);
    }), { numRuns: 200 });
  });
});

describe('the vocabulary', () => {
  it('holds each word once a listing, without what is short, a number or Chinese', () => {
    expect([...vocabularyOf(['seattle weather, weather of 2024', 'weather in são-paulo pm2_5 上海天气'], 10)]).toEqual([['seattle', 1], ['weather', 2], ['paulo', 1]]);
  });

  it('keeps to its limit, and goes on counting what it knows', () => {
    expect([...vocabularyOf(['rain storms', 'wind storms', 'rain'], 2)]).toEqual([['rain', 2], ['storms', 2]]);
  });
});
