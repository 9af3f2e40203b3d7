import { describe, expect, it } from 'vitest';
import { findReturnPath, returnPath } from '@/app/_ui/return-path';

describe('where one lands after signing in', () => {
  it.each(['/en', '/zh/datasets/cars', '/en/search?q=a%20b', '/en/account/data#top'])('%s is a page of this site', (next) => {
    expect(returnPath(next, 'en')).toBe(next);
  });

  it.each([
    undefined, '', 'https://evil.example/en', '//evil.example', '/\\evil.example', '/en\\..\\evil', '/english', '/api/me',
    'javascript:alert(1)', '/en\n//evil', '/en/sign-in?next=/en/sign-in', '/zh/sign-up', ` /en`, `/en/${'a'.repeat(600)}`,
  ])('%j is not: home', (next) => {
    expect(returnPath(next, 'zh')).toBe('/zh');
  });
});

describe('where one came from to add credit', () => {
  it.each([['/zh/account/cart', '/zh/account/cart'], ['/en/bundles/1', '/en/bundles/1'], [undefined, null], ['', null], ['https://evil.example/en', null], ['//evil.example', null], [['/en', '/zh'], null]])('%j: %j', (next, expected) => {
    expect(findReturnPath(next)).toBe(expected);
  });
});
