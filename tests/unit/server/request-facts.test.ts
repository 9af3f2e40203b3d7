import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultProblem, problem } from '@/app/_server/problem';
import { refusalStatus } from '@/app/_server/refusals';
import { comesFromElsewhere, isSameOrigin, preferredLocale, readGpcSignal, readRequestLocale } from '@/app/_server/request-facts';
import { refusalCodes } from '@/lib/shared/refusal';

const headers = (values: Record<string, string>) => new Headers(values);
const sentences = (locale: string) => JSON.parse(readFileSync(join(import.meta.dirname, `../../../app/_i18n/messages/${locale}/refusals.json`), 'utf8')) as Record<string, string>;
/** `{count, plural, …}` and `{title}` name a value; the words inside a branch do not. */
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name ?? '').toSorted();

describe('C10 Global Privacy Control', () => {
  it.each([['1', true], ['0', false], ['', false], ['true', false], ['1, 1', true], ['0, 1', true], ['1, 0', true], ['11', false], [' 1x', false], ['1x', false], ['True', false]])('%j means %s', (value, isOn) => {
    expect(readGpcSignal(headers({ 'sec-gpc': value }))).toBe(isOn);
  });

  it('is off when nothing is sent', () => {
    expect(readGpcSignal(headers({}))).toBe(false);
  });
});

describe('the language of a request', () => {
  it.each([
    [{ referer: 'https://x.example/zh/search' }, 'zh'], [{ referer: 'https://x.example/en', 'accept-language': 'zh' }, 'en'], [{ referer: 'not an address', 'accept-language': 'zh-CN,zh;q=0.9' }, 'zh'],
    [{}, 'en'], [{ 'accept-language': 'fr, ZH-hant;q=0.5, en' }, 'zh'], [{ 'accept-language': '*' }, 'en'], [{ 'accept-language': ';;;,,,' }, 'en'],
  ])('of %j is %s', (values, locale) => {
    expect(readRequestLocale(headers(values))).toBe(locale);
  });

  it('without any wish is English', () => {
    expect(preferredLocale(null)).toBe('en');
  });
});

describe('S8 where a change comes from', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true], [{ 'sec-fetch-site': 'none' }, true], [{ 'sec-fetch-site': 'cross-site' }, false], [{ 'sec-fetch-site': 'same-site' }, false], [{ 'sec-fetch-site': '' }, false],
    [{ origin: 'http://localhost:3000' }, true], [{ origin: 'http://localhost:3000.evil.example' }, false], [{ origin: 'null' }, false], [{}, false],
    // What the browser says about the site outweighs what a page could claim.
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' }, false],
  ])('%j: ours %s', (values, isOurs) => {
    expect(isSameOrigin(headers(values))).toBe(isOurs);
  });

  it.each([[{}, false], [{ 'sec-fetch-site': 'none' }, false], [{ 'sec-fetch-site': 'same-origin' }, false], [{ 'sec-fetch-site': 'same-site' }, true], [{ 'sec-fetch-site': 'cross-site' }, true]])('a reading that is written down, asked for with %j: from elsewhere %s', (values, isElsewhere) => {
    expect(comesFromElsewhere(headers(values))).toBe(isElsewhere);
  });
});

describe('the refusal table', () => {
  it('has a status and a sentence in both languages for every code, and for none besides', () => {
    const codes = [...refusalCodes].toSorted();
    expect(Object.keys(refusalStatus).toSorted()).toEqual(codes);
    expect(Object.keys(sentences('en')).toSorted()).toEqual(codes);
    expect(Object.keys(sentences('zh')).toSorted()).toEqual(codes);
    // Only what is the exchange's own fault is a 5xx: not being ready, a measurement that broke off, damaged bytes, too many questions at once, and no room for more.
    expect(refusalCodes.filter((code) => refusalStatus[code] >= 500).toSorted()).toEqual(['bytes-damaged', 'measuring-broke-off', 'not-ready', 'query-busy', 'storage-full']);
    expect(Math.min(...Object.values(refusalStatus))).toBeGreaterThanOrEqual(400);
  });

  it('C1 S5 S7 a missing or outdated proof of the notice is 409, and whoever has to wait is told 429', () => {
    expect([refusalStatus['notice-outdated'], refusalStatus['notice-needed'], refusalStatus['too-many-attempts']]).toEqual([409, 409, 429]);
  });

  it.each(refusalCodes.map((code) => [code]))('%s asks for the same values in both languages', (code) => {
    expect(placeholders(sentences('zh')[code] ?? '')).toEqual(placeholders(sentences('en')[code] ?? ''));
  });

  it('S16 makes a problem that names code, field and sentence, and says when to come back', async () => {
    const answer = problem({ code: 'too-many-attempts', params: { seconds: 42 } }, { locale: 'en', requestId: 'r1' });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('42');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 429, code: 'too-many-attempts', detail: 'Too many attempts. Try again in 42 seconds.', requestId: 'r1' });
    expect(await problem({ code: 'input-invalid', field: '<b>name</b>' }, { locale: 'zh', requestId: 'r2' }).json()).toMatchObject({ field: '<b>name</b>' });
  });

  it('S16 tells nothing of a fault but the id under which the log has it', async () => {
    const answer = faultProblem({ locale: 'en', requestId: 'r3' });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: 'unexpected', requestId: 'r3' });
  });
});
