import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Stepper } from '@/app/[locale]/(seller)/sell/new/_steps/stepper';

describe('the steps to a listing', () => {
  const links = (html: string) => [...html.matchAll(/<a[^>]* href="([^"]+)"[^>]*>([^<]+)</g)].map(([, href, name]) => [name, href?.replaceAll('&amp;', '&')]);

  it('lead back to those that are done, and name the present one', () => {
    const html = renderToStaticMarkup(createElement(Stepper, { locale: 'en', current: 'details', revisionId: 'r', listingId: null }));
    expect(links(html)).toEqual([['Check', '/en/sell/new?revision=r&step=profile'], ['People', '/en/sell/new?revision=r&step=privacy']]);
    expect([...html.matchAll(/aria-current="step"/g)]).toHaveLength(1);
    expect(html).toMatch(/aria-current="step"(?:(?!<\/li>).)*Describe/);
  });

  it('know the draft, once there is one', () => {
    const html = renderToStaticMarkup(createElement(Stepper, { locale: 'zh', current: 'price', revisionId: 'r', listingId: 'l' }));
    expect(links(html).map(([, href]) => href)).toEqual(['profile', 'privacy', 'details'].map((step) => `/zh/sell/new?listing=l&step=${step}`));
    expect(links(renderToStaticMarkup(createElement(Stepper, { locale: 'en', current: 'upload', revisionId: null, listingId: null })))).toEqual([]);
  });
});
