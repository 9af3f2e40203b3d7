import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachmentHeader } from '@/lib/delivery/core/attachment-header';

describe('attachmentHeader', () => {
  it.each([
    ['weather.csv', `attachment; filename="weather.csv"; filename*=UTF-8''weather.csv`],
    ['西雅图.csv', `attachment; filename="___.csv"; filename*=UTF-8''%E8%A5%BF%E9%9B%85%E5%9B%BE.csv`],
    ['a"; filename="b.exe', `attachment; filename="a_; filename=_b.exe"; filename*=UTF-8''a%22%3B%20filename%3D%22b.exe`],
    ['../../x.csv', `attachment; filename="_.._x.csv"; filename*=UTF-8''_.._x.csv`],
    ['a\r\nSet-Cookie: b', `attachment; filename="aSet-Cookie_ b"; filename*=UTF-8''aSet-Cookie_%20b`],
    ['\u202Etxt.exe', `attachment; filename="txt.exe"; filename*=UTF-8''txt.exe`],
    ['', `attachment; filename="dataset"; filename*=UTF-8''dataset`],
  ])('saves %j', (fileName, header) => {
    expect(attachmentHeader(fileName)).toBe(header);
  });

  it('is one line of printable ASCII for every name', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (fileName) => {
      expect(attachmentHeader(fileName)).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w%.!~*+$&#^`|-]+$/);
    }));
  });
});
