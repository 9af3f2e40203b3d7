import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanInput } from '@/lib/shared/clean-input';

describe('S17 strings of an input', () => {
  it('with a zero character are turned away, wherever they stand, and it is said where', () => {
    for (const [value, path] of [['a\0b', ''], [{ name: 'a\0' }, 'name'], [{ list: ['ok', { deep: '\0' }] }, 'list.1.deep'], [{ 'ke\0y': 1 }, '']] as const) expect(cleanInput(value)).toEqual({ ok: false, path, why: 'nul' });
  });

  it('come out composed: two spellings of one name are one', () => {
    expect(cleanInput({ name: 'Zoe\u0308', 'ke\u0301y': ['e\u0301'] })).toEqual({ ok: true, value: { name: 'Zoë', 'kéy': ['é'] } });
  });

  it('keep their spelling where they name what is spelt so elsewhere: the columns of a file', () => {
    const names = { columns: { 'cafe\u0301': 'HIDE', 'caf\u00e9': 'SHOW' } };
    expect(cleanInput(names, { keepsSpelling: true })).toEqual({ ok: true, value: names });
    expect(cleanInput({ columns: { 'a\0': 'HIDE' } }, { keepsSpelling: true })).toEqual({ ok: false, path: 'columns', why: 'nul' });
  });

  it('nested deeper than any form are turned away', () => {
    let value: unknown = 1;
    for (let level = 0; level < 40; level += 1) value = [value];
    expect(cleanInput(value)).toMatchObject({ ok: false, why: 'depth' });
  });

  it('done twice changes nothing, and whatever is let through holds no zero character and is composed', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), (value) => {
      const once = cleanInput(value);
      if (!once.ok) return;
      expect(cleanInput(once.value)).toEqual(once);
      const text = JSON.stringify(once.value);
      expect(text).not.toContain('\\u0000');
    }));
  });

  it('leaves what is no JSON as it is, and makes no prototype of a key', () => {
    const file = new Blob(['x']);
    expect(cleanInput({ file })).toEqual({ ok: true, value: { file } });
    const cleaned = cleanInput(JSON.parse('{"__proto__":{"isAdmin":true}}'));
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(cleaned.ok).toBe(true);
  });
});
