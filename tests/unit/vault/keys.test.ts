import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEnv } from '@/lib/env';
import { pseudonym } from '@/lib/shared/pseudonym';
import { blindIndex, seal, sealedColumns, unseal } from '@/lib/vault';

const id = '00000000-0000-4000-8000-000000000001';
const secret = (letter: string) => Buffer.from(letter.repeat(32)).toString('base64');
const whole = { DATABASE_URL: 'x', NEXTAUTH_SECRET: secret('a'), ROOT_PSEUDONYM_KEY: secret('b'), ROOT_ENCRYPTION_KEY: secret('c'), ROOT_BLIND_INDEX_KEY: secret('d'), ROOT_TOKEN_KEY: secret('e'), AUDIT_SIGNING_KEY: secret('f') };

describe('P2 P3 a pseudonym', () => {
  it('is 128 bits of HMAC-SHA-256 with its version, one for each purpose and each seller', () => {
    const made = ['seller A', 'seller B'].map((scope) => pseudonym('seller', id, scope)).concat(['audit', 'admin', 'consent', 'behaviour'].map((purpose) => pseudonym(purpose as 'audit', id)));
    for (const each of made) expect(each).toMatch(/^p1_[\w-]{22}$/);
    expect(new Set(made).size).toBe(made.length);
  });

  it('is just that: made again here from the key in the environment with Node alone', () => {
    const root = Buffer.from(process.env.ROOT_PSEUDONYM_KEY ?? '', 'base64');
    for (const [purpose, scope] of [['seller', 'seller A'], ['audit', ''], ['consent', '']] as const) {
      const key = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `pseudonym/1/${purpose}/${scope}`, 32));
      expect(pseudonym(purpose, id, scope)).toBe(`p1_${createHmac('sha256', key).update(id).digest().subarray(0, 16).toString('base64url')}`);
    }
  });

  it('two sellers who share buyers share no pseudonym', () => {
    const buyers = Array.from({ length: 200 }, (_, index) => `buyer ${index}`);
    const [left, right] = ['A', 'B'].map((scope) => new Set(buyers.map((buyer) => pseudonym('seller', buyer, scope))));
    expect([...(left ?? [])].filter((each) => right?.has(each))).toEqual([]);
    expect(left?.size).toBe(200);
  });
});

describe('P5 a sealed text', () => {
  it('comes back as it was, never the same twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [first, second] = [seal(sealedColumns.accountEmail, id, text), seal(sealedColumns.accountEmail, id, text)];
      expect(first).not.toBe(second);
      expect(unseal(sealedColumns.accountEmail, id, first)).toBe(Buffer.from(text).toString('utf8'));
    }), { numRuns: 50 });
  });

  it('opens in no other row, no other column, under no other version, and not with one bit changed', () => {
    const sealed = seal(sealedColumns.totp, id, 'secret');
    expect(() => unseal(sealedColumns.totp, id.replace('1', '2'), sealed)).toThrow();
    // The same key, another column.
    expect(() => unseal(sealedColumns.totpPending, id, sealed)).toThrow();
    expect(() => unseal(sealedColumns.totp, id, sealed.replace('v1:', 'v7:'))).toThrow(/ROOT_ENCRYPTION_KEY_7/);
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    bytes[14] = (bytes[14] ?? 0) ^ 1;
    expect(() => unseal(sealedColumns.totp, id, `v1:${bytes.toString('base64url')}`)).toThrow();
    expect(() => unseal(sealedColumns.totp, id, 'in clear')).toThrow(/no sealed text/);
  });

  it('is AES-256-GCM bound to table, column, row and version: opened here with Node alone, and with no part of that left out', () => {
    const [, body = ''] = seal(sealedColumns.accountEmail, id, 'jane@mail.example').split(':');
    const bytes = Buffer.from(body, 'base64url');
    const key = Buffer.from(hkdfSync('sha256', Buffer.from(process.env.ROOT_ENCRYPTION_KEY ?? '', 'base64'), Buffer.alloc(0), `field/v1/${sealedColumns.accountEmail.key}`, 32));
    const open = (context: string) => {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    };
    const parts = ['Account', 'emailCipher', id, 'v1'];
    expect(open(parts.join('|'))).toBe('jane@mail.example');
    for (const left of parts) expect(() => open(parts.filter((part) => part !== left).join('|')), left).toThrow();
  });

  it('and its blind index share no key', () => {
    expect(blindIndex('Account.email', 'a@b.example')).not.toBe(blindIndex('Other.email', 'a@b.example'));
  });
});

describe('P9 the keys of an exchange', () => {
  it.each([
    ['missing', { ROOT_TOKEN_KEY: undefined }, 'ROOT_TOKEN_KEY'], ['short', { ROOT_TOKEN_KEY: 'c2hvcnQ=' }, 'ROOT_TOKEN_KEY: must be at least 32 bytes'],
    ['equal to another', { ROOT_TOKEN_KEY: whole.ROOT_PSEUDONYM_KEY }, 'ROOT_TOKEN_KEY: must differ from ROOT_PSEUDONYM_KEY'],
    ['equal but for how it is written', { ROOT_TOKEN_KEY: whole.ROOT_PSEUDONYM_KEY.replace(/=+$/, '') }, 'ROOT_TOKEN_KEY: must differ from ROOT_PSEUDONYM_KEY'],
    ['the sample', { AUDIT_SIGNING_KEY: 'cmVwbGFjZSB0aGlzIGJ5IDMyIHJhbmRvbSBieXRlcyE=' }, 'AUDIT_SIGNING_KEY: is the sample'],
    ['a later one that is short', { ROOT_ENCRYPTION_KEY_2: 'c2hvcnQ=' }, 'ROOT_ENCRYPTION_KEY_2: must be at least 32 bytes'],
    ['a later one that is an earlier one', { ROOT_ENCRYPTION_KEY_2: whole.ROOT_ENCRYPTION_KEY }, 'ROOT_ENCRYPTION_KEY_2: must differ from ROOT_ENCRYPTION_KEY'],
  ])('%s: it does not start, and says which', (_, change, sentence) => {
    expect(() => readEnv({ ...whole, ...change })).toThrow(sentence);
  });

  it('no two are the same, whichever two', () => {
    const names = Object.keys(whole).filter((name) => name !== 'DATABASE_URL') as Exclude<keyof typeof whole, 'DATABASE_URL'>[];
    expect(names).toHaveLength(6);
    for (const [index, name] of names.entries()) for (const other of names.slice(0, index)) expect(() => readEnv({ ...whole, [name]: whole[other] }), `${name} as ${other}`).toThrow(`${name}: must differ from ${other}`);
    for (const name of names) {
      expect(() => readEnv({ ...whole, [name]: undefined }), name).toThrow(name);
      expect(() => readEnv({ ...whole, [name]: 'cmVwbGFjZSB0aGlzIGJ5IDMyIHJhbmRvbSBieXRlcyE=' }), name).toThrow(`${name}: is the sample`);
    }
    // The sample of the file that everybody copies is the one that is known.
    expect(readFileSync('.env.example', 'utf8').match(/^#? ?(?:ROOT_\w+_KEY|AUDIT_SIGNING_KEY|NEXTAUTH_SECRET)=(\S+)$/gm)?.every((line) => line.endsWith('=cmVwbGFjZSB0aGlzIGJ5IDMyIHJhbmRvbSBieXRlcyE='))).toBe(true);
  });

  it('are named in the refusal, never shown', () => {
    expect(() => readEnv({ ...whole, ROOT_TOKEN_KEY: 'c2hvcnQ=' })).toThrow(expect.not.objectContaining({ message: expect.stringContaining('c2hvcnQ=') }) as Error);
  });
});
