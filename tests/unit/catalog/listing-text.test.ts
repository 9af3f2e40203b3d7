import { describe, expect, it } from 'vitest';
import { decideEdit, listingTextSha256, type ListingText } from '@/lib/catalog/core/listing-text';
import { editListingInput, listingTextFields } from '@/lib/catalog/schema';

const text: ListingText = { title: 'Rain in Seattle', subtitle: 'By day', description: 'One row a day.', category: 'weather-environment', sourceName: '', sourceUrl: '' };
const seenSha256 = listingTextSha256(text);
const input = { listingId: '00000000-0000-4000-8000-000000000000', seenSha256, ...text };

describe('an edit of what stands about a dataset', () => {
  it.each([
    ['on sale', 'PUBLISHED', { title: 'Snow', seenSha256 }, { ok: true, value: { changed: ['title'] } }],
    ['withdrawn', 'WITHDRAWN', { sourceName: 'NOAA', sourceUrl: 'https://noaa.gov', seenSha256 }, { ok: true, value: { changed: ['sourceName', 'sourceUrl'] } }],
    ['that changes nothing, whatever was seen', 'PUBLISHED', { seenSha256: '0'.repeat(64) }, { ok: true, value: { changed: [] } }],
    ['written over another text than the one that stands', 'PUBLISHED', { title: 'Snow', seenSha256: '0'.repeat(64) }, { ok: false, refusal: { code: 'listing-changed' } }],
    ['of a draft', 'DRAFT', { title: 'Snow', seenSha256 }, { ok: false, refusal: { code: 'listing-not-published' } }],
  ] as const)('%s', (_, status, change, expected) => {
    expect(decideEdit({ status, text }, { ...text, ...change })).toEqual(expected);
  });

  it('of a listing that is not there or somebody else’s', () => {
    expect(decideEdit(null, { ...text, seenSha256 })).toEqual({ ok: false, refusal: { code: 'not-found' } });
  });

  it('has a hash that every part of the text changes, and a part moved into the next one too', () => {
    const hashes = listingTextFields.map((field) => listingTextSha256({ ...text, [field]: `${text[field]}x` }));
    expect(new Set([seenSha256, ...hashes]).size).toBe(listingTextFields.length + 1);
    expect(listingTextSha256({ ...text, sourceName: 'a', sourceUrl: '' })).not.toBe(listingTextSha256({ ...text, sourceName: '', sourceUrl: 'a' }));
  });

  it.each([
    { title: 'ab' }, { title: 'x'.repeat(111) }, { subtitle: 'x'.repeat(161) }, { description: 'x'.repeat(7_501) }, { description: 'a\u0000b' }, { category: 'weather' }, { sourceName: 'x'.repeat(201) },
    { sourceUrl: 'javascript:alert(1)' }, { sourceUrl: 'not an address' }, { licenceCode: 'MIT' }, { priceMinor: 1 }, { regions: ['DE'] }, { slug: 'another' }, { seenSha256: 'x' }, { subtitle: undefined },
  ])('is refused as input: %j', (change) => {
    expect(editListingInput.safeParse({ ...input, ...change }).success).toBe(false);
  });

  it('is taken with its ends trimmed, at the greatest length', () => {
    expect(editListingInput.parse({ ...input, title: `  ${'x'.repeat(110)} ` }).title).toBe('x'.repeat(110));
  });
});
