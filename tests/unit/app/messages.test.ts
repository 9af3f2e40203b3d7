import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../app/_i18n/messages/', import.meta.url);

function flatten(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, part]) => flatten(part, path === '' ? key : `${path}/${key}`));
}

function messagesIn(locale: string, file: string): Map<string, unknown> {
  return new Map(flatten(JSON.parse(readFileSync(new URL(`${locale}/${file}`, folder), 'utf8'))));
}

/** `{count, plural, …}` and `{title}` both name an argument; the words inside a plural's branches do not. */
function argumentsOf(message: string): string[] {
  return [...new Set([...message.matchAll(/\{\s*([a-zA-Z]\w*)\s*(?=[,}])/g)].map((match) => match[1] ?? ''))].toSorted();
}

const files = readdirSync(new URL('en/', folder)).toSorted();

describe('messages', () => {
  it('come in the same files in both languages', () => {
    expect(readdirSync(new URL('zh/', folder)).toSorted()).toEqual(files);
  });

  for (const file of files) {
    const en = messagesIn('en', file);
    const zh = messagesIn('zh', file);

    it(`${file}: every key exists in both languages`, () => {
      expect([...zh.keys()].toSorted()).toEqual([...en.keys()].toSorted());
    });

    it(`${file}: every message is a text that says something`, () => {
      for (const [key, message] of [...en, ...zh]) expect(message, key).toMatch(/\S/);
    });

    it(`${file}: no key holds a dot, which would be read as a level`, () => {
      for (const key of en.keys()) expect(key).not.toContain('.');
    });

    it(`${file}: both languages fill in the same facts`, () => {
      for (const [key, message] of en) {
        // A language without a plural may leave the counted number out of one branch, never the argument.
        expect(argumentsOf(String(zh.get(key))), key).toEqual(argumentsOf(String(message)));
      }
    });
  }
});
