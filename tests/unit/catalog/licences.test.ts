import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findLicence, licenceHashes, licences } from '@/lib/catalog/core/licences';
import { licenceCodes } from '@/lib/catalog/schema';

describe('licences', () => {
  it('has a name and a text in both languages for every code', () => {
    for (const code of licenceCodes) {
      const [english, chinese] = [findLicence(code, 'en'), findLicence(code, 'zh')];
      expect(english?.text.length).toBeGreaterThan(80);
      expect(chinese?.text).toMatch(/\p{Script=Han}/u);
      expect(chinese?.name).toMatch(/[\p{Script=Han}]|MIT/u);
      expect(english?.text).not.toBe(chinese?.text);
      expect(english?.rights).toEqual(chinese?.rights);
    }
    expect(licences('en').map((licence) => licence.code)).toEqual([...licenceCodes]);
  });

  it('proves the text it shows by its SHA-256, one per language', () => {
    for (const { code, text, sha256 } of [...licences('en'), ...licences('zh')]) {
      expect(sha256).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      expect(licenceHashes(code)).toContain(sha256);
    }
    expect(licenceHashes('MIT')).toHaveLength(2);
  });

  it('knows nothing of another code', () => {
    expect(findLicence('GPL-3.0', 'en')).toBeNull();
    expect(licenceHashes('GPL-3.0')).toEqual([]);
  });

  it('promises no right that the source may not have given', () => {
    expect(findLicence('as-stated-by-source', 'en')?.rights).toMatchObject({ commercialUse: false, redistribution: false, modelTraining: false });
  });
});
