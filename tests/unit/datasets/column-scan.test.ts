import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startColumnScan } from '@/lib/datasets';
import { hintOfName } from '@/lib/datasets/core/personal-data/column-name';
import { maskExample } from '@/lib/datasets/core/personal-data/mask';
import { isPersonName } from '@/lib/datasets/core/personal-data/person-name';

function scan(name: string, values: readonly string[]) {
  const column = startColumnScan(name);
  for (const value of values) column.add(value, 1);
  return column.findings(values.length);
}
const kinds = (name: string, values: readonly string[]) => scan(name, values).filter((finding) => finding.isFlagged).map((finding) => finding.entity);
const many = (make: (index: number) => string, count = 200) => Array.from({ length: count }, (_, index) => make(index));

describe('D3: a column is held to its share or its name', () => {
  it('one stray address in 100,000 cells is told as one row and not held against the column', () => {
    const column = startColumnScan('note');
    column.add('calm sea, write to ann@example.org', 1);
    column.add('calm sea', 99_999);
    expect(column.findings(100_000)).toMatchObject([{ entity: 'EMAIL_ADDRESS', count: 1, isFlagged: false, share: 0.00001 }]);
  });
  it('a column whose values say it is flagged whatever it is called, and its examples show no value', () => {
    const [finding] = scan('c7', many((index) => `user${index}@example.org`));
    expect(finding).toMatchObject({ entity: 'EMAIL_ADDRESS', category: 'direct', source: 'value', count: 200, share: 1, isFlagged: true });
    expect(finding?.examples).toHaveLength(3);
    for (const example of finding?.examples ?? []) expect(example).not.toMatch(/[a-z]{2}/);
  });
  it('an empty column with a telling name is nothing; a filled one is told by its name alone', () => {
    expect(scan('ssn', [])).toEqual([]);
    expect(scan('fingerprint', many((index) => `F${index}`))).toMatchObject([{ entity: 'BIOMETRIC', category: 'special', source: 'name', isFlagged: true }]);
  });
});

describe('what is found in a column', () => {
  it.each<[string, string, (index: number) => string]>([
    ['PERSON', 'c1', (index) => `${['Ann', 'Bob', 'Carlos', 'Fatima'][index % 4] ?? ''} ${['Lee', 'Okafor', 'Díaz', 'Schmidt'][index % 3] ?? ''}`],
    ['PERSON', '姓名', (index) => ['王小明', '李娜', '欧阳修', '张伟'][index % 4] ?? ''],
    ['PHONE_NUMBER', 'contact', (index) => `+44 20 7946 0${String(100 + (index % 800))}`],
    ['PHONE_NUMBER', '手机', (index) => `138${String(10_000_000 + index)}`],
    ['IP_ADDRESS', 'source', (index) => `10.${index % 200}.3.${index % 250}`],
    ['HEALTH', 'diagnosis_code', (index) => `E${index}`],
    ['ORIGIN', 'ethnicity', (index) => ['Han', 'Hui'][index % 2] ?? ''],
    ['BIRTH_DATE', 'dateOfBirth', (index) => `19${50 + (index % 50)}-01-02`],
    ['COORDINATES', 'lat', (index) => `51.${index}`],
    ['LOCATION', 'home_address', (index) => `${index + 1} Rosewood Avenue`],
    ['US_SSN', 'x', (index) => `219-0${index % 9}-${String(1_000 + index)}`],
  ])('%s in %s', (entity, name, make) => { expect(kinds(name, many(make))).toContain(entity); });

  it.each<[string, string, (index: number) => string]>([
    ['order numbers', 'order_no', (index) => String(100_000_000 + index * 7)], ['versions', 'version', (index) => `${index % 9}.${index % 20}.1`], ['ISBNs', 'isbn', (index) => `978-3-16-${String(100_000 + index)}-0`],
    ['prices', 'price', (index) => `${index}.99`], ['countries', 'name', (index) => ['Norway', 'New Zealand', 'Costa Rica', 'South Korea'][index % 4] ?? ''], ['cities', 'city', (index) => ['San Jose', 'St. Paul', 'New York'][index % 3] ?? ''],
    ['products', 'name', (index) => `Blue Chair ${index}`], ['places in Chinese', '地点', (index) => ['江苏省', '黄山市', '白云区'][index % 3] ?? ''], ['timestamps', 'at', (index) => String(1_700_000_000 + index * 61)], ['hashes', 'sha', (index) => (index * 2_654_435_761).toString(16).padStart(16, 'a')],
    ['public licences', 'publicity', (index) => `L${index}`], ['addresses of memory', 'offset', (index) => `0x${index.toString(16)}`], ['species', 'species', (index) => ['Rosa canina', 'Quercus robur'][index % 2] ?? ''],
  ])('nothing in %s', (_, name, make) => { expect(kinds(name, many(make))).toEqual([]); });
  it.each<[string, string, (index: number) => string]>([
    ['order numbers of ten digits', 'order', (index) => String(2_140_000_000 + index * 13)], ['invoices', 'invoice', (index) => `INV-2024-${String(index).padStart(6, '0')}`], ['UUIDs', 'ref', (index) => `550e8400-e29b-41d4-a716-${String(446_655_440_000 + index)}`],
    ['EANs', 'ean', (index) => String(4_006_381_300_000 + index * 11)], ['milliseconds', 'ts', (index) => String(1_700_000_000_000 + index * 997)], ['MD5 sums', 'etag', (index) => (index * 40_503).toString(16).padStart(32, 'd41d8cd98f00b204e9800998ecf8427e')],
    ['parcels', 'tracking', (index) => `1Z999AA1${String(10_123_456_784 + index)}`], ['builds', 'build', (index) => `10.0.${19_041 + index}.1`], ['DOIs', 'doi', (index) => `10.1000/${182 + index}`], ['flights', 'flight', (index) => `LH${400 + index}`],
    ['amounts', 'amount', (index) => `${index},234.50`], ['times', 'time', (index) => `${10 + (index % 10)}:${10 + (index % 50)}:07`], ['spans of years', 'period', (index) => `${1900 + index}-${1901 + index}`], ['parts', 'part', (index) => `A-${index}-${index * 3}`],
    ['colours', 'colour', (index) => ['Rose', 'Violet', 'Amber'][index % 3] ?? ''], ['months', 'month', (index) => ['April', 'May', 'June'][index % 3] ?? ''], ['companies', 'company', (index) => ['Morgan Stanley', 'Goldman Sachs', 'Wells Fargo'][index % 3] ?? ''],
  ])('nothing in %s', (_, name, make) => { expect(kinds(name, many(make))).toEqual([]); });
  it('what stands beside another kind in the same cell, and of kinds that the same digits could be, the likeliest', () => {
    expect(kinds('note', many((index) => `write to u${index}@example.org or call +49 30 90182${index % 10}0, from 10.0.0.${index}`)).toSorted()).toEqual(['EMAIL_ADDRESS', 'IP_ADDRESS', 'PHONE_NUMBER']);
    expect(kinds('contact', many((index) => JSON.stringify({ mail: `u${index}@example.org`, tel: [`+49 30 9018${100 + index}`] }))).toSorted()).toEqual(['EMAIL_ADDRESS', 'PHONE_NUMBER']);
    expect(kinds('x', ['44051401359', '90090515836', '02070803628', '85071412349'])).toHaveLength(1);
  });
  it('nothing that names a row by its number', () => { expect(kinds('id', many((index) => String(index)))).toEqual([]); });
});

describe('parts', () => {
  it('whole words of a name count, in many spellings', () => {
    for (const [name, entity] of [['E-Mail', 'EMAIL_ADDRESS'], ['customerEmail', 'EMAIL_ADDRESS'], ['PHONE NO', 'PHONE_NUMBER'], ['Téléphone', 'PHONE_NUMBER'], ['身份证号码', 'NATIONAL_ID'], ['last-name', 'PERSON'], ['political_party', 'BELIEF'], ['车牌号', 'LICENSE_PLATE']] as const) expect(hintOfName(name)?.entity, name).toBe(entity);
    for (const name of ['publicity', 'telescope', 'racetrack', 'shipping', 'tenant', 'emailing_list_count', 'namespace', 'latency', 'longest', 'hivemind', 'trace', 'addressable', 'pansy', 'species_name']) expect(hintOfName(name), name).toBeNull();
  });
  it('a name of a person needs a given name that is known', () => {
    for (const name of ['Ann O’Neil', 'Müller, Hans', 'Juan de la Cruz', 'Dr. Mary Smith', '欧阳小明', '王芳']) expect(isPersonName(name), name).toBe(true);
    for (const name of ['Blue Chair', 'New York', 'ann lee', 'Paris', '江苏省', '王', 'Rosa canina', 'Table 5', '']) expect(isPersonName(name), name).toBe(false);
  });
  it('a mask keeps one character at most', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => { expect((maskExample(text).slice(Array.from(text)[0]?.length ?? 0).match(/[\p{L}\p{N}]/gu) ?? [])).toEqual([]); }));
  });
});
