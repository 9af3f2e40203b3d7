import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledNotices } from '@/lib/consent/core/notice-texts';

const messages = join(import.meta.dirname, '../../../app/_i18n/messages');
const app = join(import.meta.dirname, '../../../app');

/** The one sentence that says why it must not be said: of the refusal that keeps a notice from promising it. */
const allowed = ['refusals/notice-says-anonymous'];

function texts(locale: string): readonly (readonly [string, string])[] {
  const flatten = (value: unknown, path: string): [string, string][] => (typeof value === 'string' ? [[path, value]] : Object.entries(value as object).flatMap(([key, part]) => flatten(part, `${path}/${key}`)));
  return readdirSync(join(messages, locale)).flatMap((file) => flatten(JSON.parse(readFileSync(join(messages, locale, file), 'utf8')), file.replace('.json', '')));
}

const saysAnonymous = (text: string): boolean => /anonym/i.test(text) || /匿名/.test(text);

describe('P11 the words of pages and notices', () => {
  it.each(['en', 'zh'])('in %s never call anybody or anything anonymous', (locale) => {
    const found = texts(locale);
    expect(found.length).toBeGreaterThan(1_000);
    expect(found.filter(([path, text]) => saysAnonymous(text) && !allowed.includes(path))).toEqual([]);
  });

  it('nor does a page say it in a text of its own, or the notice that the exchange comes with', () => {
    const pages = readdirSync(app, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.tsx')).map((entry) => join(entry.parentPath, entry.name));
    expect(pages.length).toBeGreaterThan(150);
    expect(pages.filter((page) => saysAnonymous(readFileSync(page, 'utf8')))).toEqual([]);
    for (const { body, title } of bundledNotices) expect(saysAnonymous(body + title)).toBe(false);
  });

  it('say in one sentence what a pseudonym is and in one who holds the key, in both languages', () => {
    for (const [locale, pseudonym, key, holder] of [['en', /pseudonym/i, /\bkey\b/i, /operator/i], ['zh', /假名/, /密钥/, /运营者/]] as const) {
      const own = new Map(texts(locale));
      const [what, who] = [own.get('notice/who/pseudonym') ?? '', own.get('notice/who/key') ?? ''];
      expect(what).toMatch(pseudonym);
      expect(who).toMatch(key);
      expect(who).toMatch(holder);
      for (const sentence of [what, who]) expect(sentence.match(/[.。](?:\s|$)/g)).toHaveLength(1);
      expect(bundledNotices.find((notice) => notice.locale === locale)?.body).toMatch(holder);
    }
  });

  it('a word that promises too much is found', () => {
    expect(['Anonymous data', 'anonymised', '匿名数据'].every(saysAnonymous)).toBe(true);
    expect(['pseudonymous', '假名'].some(saysAnonymous)).toBe(false);
  });
});
