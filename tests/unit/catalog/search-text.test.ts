import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import common from '@/app/_i18n/messages/en/common.json';
import commonZh from '@/app/_i18n/messages/zh/common.json';
import { categoryLabels } from '@/lib/catalog/core/category-labels';
import { searchGlossary } from '@/lib/catalog/core/search-glossary';
import { likePattern, normaliseText, searchTerms, searchTextOf, searchWords, stemPattern } from '@/lib/catalog/core/search-text';
import { searchPage } from '@/lib/catalog/core/search-page';

describe('search words', () => {
  it.each([
    ['  Daily   WEATHER ', ['daily', 'weather']],
    ['weather weather', ['weather']],
    ['ＰＭ２．５', ['pm2.5']],
    ['空气质量数据', ['空气', '质量']],
    ['失业率数据', ['失业率']],
    ['大数据分析', ['大数据', '分析']],
    ['航班延误', ['航班', '延误']],
    ['天气与环境', ['天气', '环境']],
    ['数据集', ['数据集']],
    ['上海 traffic', ['上海', 'traffic']],
    ['   ', []],
    ['100%_done', ['100%_done']],
  ])('reads %s', (query, words) => {
    expect(searchWords(query)).toEqual(words);
  });

  it('asks for eight words at most', () => {
    expect(searchWords('a b c d e f g h i j')).toHaveLength(8);
  });

  it('finds every word of a title again in its own search text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (title) => {
      const text = searchTextOf({ title, subtitle: '', description: '', category: 'mobility', sourceName: '', sellerName: '', columnNames: [] });
      for (const word of searchWords(title)) expect(text).toContain(word);
    }));
  });
});

describe('what else a word is called', () => {
  it.each([
    ['天气', ['weather'], ['weather-environment']],
    ['出行', [], ['mobility']],
    ['失业率', ['unemploy'], []],
    ['与', [], []],
    ['weather', [], []],
    ['constructor', [], []],
    ['数据库', [], []],
  ])('%s', (query, stems, categories) => {
    expect(searchTerms(query)).toEqual([{ text: query, stems, categories }]);
  });

  it('is no middle of a word, and where it ends in a space no beginning of one', () => {
    expect(['sport', 'us ', 's&p 500', 'co2'].map(stemPattern)).toEqual(['\\msport', '\\mus\\M', '\\ms\\&p 500', '\\mco2']);
  });

  it('knows every category by the name that pages give it, and finds it by the whole name', () => {
    for (const [code, label] of Object.entries(categoryLabels)) {
      expect(label).toEqual({ en: common.category[code as 'mobility'], zh: commonZh.category[code as 'mobility'] });
      for (const term of searchTerms(label.zh)) expect(term.categories, label.zh).toContain(code);
      for (const word of searchWords(label.en).filter((part) => part !== '&')) expect(code).toContain(word);
    }
  });

  it('is written as texts are compared, and takes each of its words whole', () => {
    for (const [word, stems] of Object.entries(searchGlossary)) {
      expect(searchWords(word)).toEqual([word]);
      for (const stem of stems) expect(normaliseText(stem)).toBe(stem.trim());
    }
  });
});

describe('search text', () => {
  it('keeps title and subtitle on lines of their own, whatever line breaks they hold', () => {
    const text = searchTextOf({ title: 'A\nB', subtitle: 'C\r\nD', description: 'E', category: 'energy', sourceName: 'F', sellerName: 'G', columnNames: ['H', 'I'] });
    expect(text.split('\n')).toEqual(['a b', 'c d', 'e', 'energy', 'f', 'g', 'h i']);
  });

  it('compares full-width and plain letters alike', () => {
    expect(normaliseText('ＡＢＣ１２３')).toBe('abc123');
  });

  it.each([['50%', '%50\\%%'], ['a_b', '%a\\_b%'], ['c\\d', '%c\\\\d%'], ['plain', '%plain%']])('takes %s literally in LIKE', (word, pattern) => {
    expect(likePattern(word)).toBe(pattern);
  });
});

describe('search pages', () => {
  it.each([
    [1, 0, 0, 0], [1, 24, 0, 1], [2, 25, 24, 2], [500, 1_000_000, 11_976, 500], [9_999, 1_000_000, 11_976, 500],
  ])('page %i of %i rows begins at %i of %i pages', (page, total, offset, pageCount) => {
    expect(searchPage(page, total)).toEqual({ offset, pageCount });
  });
});
