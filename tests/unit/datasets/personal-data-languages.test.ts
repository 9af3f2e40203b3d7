import { describe, expect, it } from 'vitest';
import { scanText } from '@/lib/datasets';

const has = (text: string, entity: string): boolean => scanText(text).some((finding) => finding.entity === entity);

/** Written by hand from how each country writes them; none is among the labelled cases. */
const present: Readonly<Record<string, readonly string[]>> = {
  PHONE_NUMBER: ['07700 900123', '020 7946 0958', '089 123456', '0171/1234567', '(11) 91234-5678', '98765 43210', '054-123-4567', '+33 1 23 45 67 89', '06 12 34 56 78', '03-1234-5678', '010-1234-5678', '1 (800) 555-0199', '415.555.0132 x123', '+44(0)20 7946 0958', '0049 30 1234567', '+86 138 0013 8000', '010-62781234', '400-810-8888', '+7 (495) 123-45-67', 'tel: 5551234567', '电话：021-62345678', '０９０－１２３４－５６７８', '手机号 １３８００１３８０００', 'phone 555-0132'],
  EMAIL_ADDRESS: ['ann [at] example [dot] org', 'ann(at)example.org', 'ann at example dot org', 'josé@exämple.de', '用户@例子.公司', 'a.b+c@sub.example.co.uk', 'mailto:ann@example.org', 'ann＠example.org', '"ann"@example.org', '邮箱是ann@example.org'],
  DATE_TIME: ['May-2021', '12/2021', '2021/5/3', '3.5.2021', 'May 3rd, 2021', 'le 3 mai 2021', '3. Mai 2021', '3 de mayo de 2021', '5月3日', '昭和60年5月3日', '20210503T101010Z'],
  PERSON: ['Signed by Juan de la Cruz', '联系人：王小明', 'Herr Müller kommt', 'M. Dupont', 'Señor García', 'Best regards, Fatima', 'Name: 김철수', '山田太郎様', 'Contact: Priya Sharma', '張偉先生', '氏名：佐藤花子', 'Dear Ngozi, thank you'],
  LOCATION: ['221B Baker Street, London', 'Hauptstraße 12, 10115 Berlin', '12 rue de la Paix, 75002 Paris', 'Calle de Alcalá 45, Madrid', 'Via Roma 10, Milano', '北京市海淀区中关村大街27号', 'P.O. Box 123, Springfield', '51.5074, -0.1278', '40°26′46″N 79°58′56″W'],
  HEALTH: ['ICD-10: E11.9', 'chemotherapy', '诊断为高血压'], URL: ['http://localhost:3000', 'ftp://example.org/x', 'https://例子.中国/路'], CN_RESIDENT_ID: ['440524188001010014', '身份证 11010519491231002x'],
};
/** What looks like it and isn't. */
const absent: Readonly<Record<string, readonly string[]>> = {
  PHONE_NUMBER: ['ISBN 978-3-16-148410-0', '2024-01-15', 'version 10.2.33', '192.168.100.200', 'order 2024-000123', '3.14159265', '1,234,567.89', 'SKU 123-45-678', '12:30:45', '2023-2024', '£1000-2000', 'id 00012345', '1234567890123456789', 'EAN 4006381333931', 'page 100-200-300', '-33.8688, 151.2093', '1700000000'],
  PERSON: ['New York', 'Blue Chair', 'Monday Morning', 'I am happy', 'Mark the spot', 'Grace period', 'Python Software', '江苏省', 'Dear Sir, hello', 'Best regards, Support', '北京先生活'],
  LOCATION: ['12 monkeys', '5 Star Service', 'version 1.2, 3.4', 'Way too long', '3 Blind Mice', '0.5, 0.3', 'Spring 2024', 'avenue of research'],
  EMAIL_ADDRESS: ['@twitter', 'user@localhost', 'a@b', 'meet me at example.org', 'foo@bar@baz', 'look at example dot'], DATE_TIME: ['24/7', '192.168.1.1', '2021-13-45', '50/50', '31.02.2021', '13月45日'],
  CREDIT_CARD: ['4111 1111 1111 1112', 'ISBN 978-3-16-148410-0', '1234567812345678'], US_SSN: ['000-12-3456', '666-12-3456', '123-00-4567', '123-456-789', '2024-01-1234'], IBAN_CODE: ['GB82 WEST 1234 5698 7654 33', 'ABCD1234EFGH5678'], CN_RESIDENT_ID: ['110105194912310021', '110105199913310021'],
};

describe('D2: people in many languages', () => {
  it.each(Object.entries(present))('%s is found as people write it', (entity, texts) => { expect(texts.filter((text) => !has(text, entity))).toEqual([]); });
  it.each(Object.entries(absent))('%s is not claimed for what looks like it', (entity, texts) => { expect(texts.filter((text) => has(text, entity))).toEqual([]); });
  it('offsets are of the text as it was written', () => {
    const text = '电话：０１３８－００１３ 手机 １３８００１３８０００。';
    const finding = scanText(text).find((each) => each.entity === 'PHONE_NUMBER' && text.slice(each.start, each.end).startsWith('１３８００'));
    expect(finding && text.slice(finding.start, finding.end)).toBe('１３８００１３８０００');
  });
  it.each([['areas', '0171/'], ['pairs', '06 12 34 '], ['zeros', '00 1 2 '], ['at', 'ann at '], ['rue', '1 rue de la '], ['Via', 'Via a '], ['names', 'Contact: Aa Bb '], ['様', '山田太郎'], ['quotes', '"a'], ['months', '3 de mayo '], ['schemes', 'http://a.']])('reads 200,000 characters of %s to the end: no pattern goes back over what it has read', (_, piece) => {
    // A pattern that does takes hours for this; the runner's limit on a test ends it. Nothing here depends on how fast a machine is.
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    expect(scanText(`${text} ann@example.org`).some((finding) => finding.entity === 'EMAIL_ADDRESS' && finding.end === text.length + 16)).toBe(true);
  });
});
