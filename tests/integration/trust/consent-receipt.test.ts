import { execFile } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { auditKey } from '@/lib/audit';
import { getConsentReceipt, getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import { canonicalJson } from '@/lib/consent/core/canonical-json';
import { testContext } from '@/tests/support/context';

const { contextFor, createAccount } = await testContext();

/** What ISO/IEC TS 27560:2023 asks of every record, by the W3C guide to it with DPV, and where it stands. */
const mandatory: Readonly<Record<string, readonly (string | number)[]>> = {
  'schema version': ['dct:conformsTo'], 'record identifier': ['dct:identifier'], 'principal identifier': ['dpv:hasDataSubject', '@id'], 'privacy notice': ['dpv:hasNotice', '@id'], 'notice language': ['dpv:hasNotice', 'dct:language'],
  purpose: ['dpv:hasProcess', 0, 'dpv:hasPurpose', 'dct:description'], 'lawful basis': ['dpv:hasProcess', 0, 'dpv:hasLegalBasis'], 'information about personal data': ['dpv:hasProcess', 0, 'dpv:hasPersonalData', 0, 'dct:title'],
  'type of personal data': ['dpv:hasProcess', 0, 'dpv:hasPersonalData', 0, 'iso27560:piiType'], 'processing method': ['dpv:hasProcess', 0, 'dpv:hasProcessingMethod'], 'collection method': ['dpv:hasProcess', 0, 'dpv:hasCollectionMethod'],
  'storage location': ['dpv:hasProcess', 0, 'dpv:hasStorageCondition', 'dpv:hasLocation'], 'retention period': ['dpv:hasProcess', 0, 'dpv:hasStorageCondition', 'dpv:hasDuration'], jurisdiction: ['dpv:hasProcess', 0, 'dpv:hasJurisdiction'],
  'withdrawal method': ['dpv:hasProcess', 0, 'dpv:hasWithdrawalMethod', '@id'], rights: ['dpv:hasProcess', 0, 'dpv:hasRight', 0], status: ['dpv:hasProcess', 0, 'dpv:hasConsentStatus', '@type'],
  'controller: identifier': ['dpv:hasDataController', '@id'], 'controller: type': ['dpv:hasDataController', '@type'], 'controller: name': ['dpv:hasDataController', 'dpv:hasName'], 'controller: address': ['dpv:hasDataController', 'dpv:hasAddress'], 'controller: contact': ['dpv:hasDataController', 'dpv:hasContact'],
  'event time': ['iso27560:event', 0, 'dct:date'],
};
const at = (value: unknown, path: readonly (string | number)[]): unknown => path.reduce<unknown>((node, key) => (typeof node === 'object' && node !== null ? (node as Record<string | number, unknown>)[key] : undefined), value);

async function offline(text: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'databourse-consent-'));
  await writeFile(join(folder, 'receipt.json'), text);
  return promisify(execFile)(process.execPath, ['public/verify-receipt.mjs', join(folder, 'receipt.json')]).then(() => 0, (error: { code: number }) => error.code).finally(() => rm(folder, { recursive: true }));
}

it('C8 a receipt of a decision has every mandatory field, is signed, holds offline, and does not after one changed byte', async () => {
  await publishBundledNotices(contextFor({ kind: 'system' }));
  const ctx = contextFor((await createAccount()).actor);
  await recordChoice(ctx, { noticeToken: (await getNotice(ctx)).token, choices: { personalisation: true }, surface: 'privacy-page' });
  const receipt = await getConsentReceipt(ctx);
  if (!receipt.ok) throw new Error(receipt.refusal.code);
  const { record, signature } = receipt.value;
  for (const [name, path] of Object.entries(mandatory)) expect(at(record, path), name).toMatch(/\S/);
  // Nobody receives anything here: the field says so.
  expect(at(record, ['dpv:hasProcess', 0, 'dpv:hasRecipientThirdParty'])).toEqual([]);
  expect(verify(null, Buffer.from(canonicalJson(record)), createPublicKey(auditKey().key), Buffer.from(signature, 'base64'))).toBe(true);

  // Another proof of the very same log, whole in itself, is no proof of this record.
  await recordChoice(ctx, { noticeToken: (await getNotice(ctx)).token, choices: {}, surface: 'privacy-page' });
  const other = await getConsentReceipt(ctx);
  if (!other.ok) throw new Error(other.refusal.code);
  expect(await offline(JSON.stringify(other.value))).toBe(0);
  expect(await offline(JSON.stringify({ ...receipt.value, inclusion: other.value.inclusion }))).toBe(1);

  const text = JSON.stringify(receipt.value);
  expect(await offline(text)).toBe(0);
  // One byte in each part that says something: another letter or digit in its place.
  const otherLetter = (letter: string) => (letter === 'a' ? 'b' : letter === '1' ? '2' : /\d/.test(letter) ? '1' : 'a');
  const places = ['"dct:identifier":"', 'sha256:', 'dpv:ConsentGiven', '"signature":"', '"leaf":"', '"path":["', '"checkpoint":"', 'dpv:ProvidePersonalised', '"recordSha256\\":\\"'].map((mark) => [mark, text.indexOf(mark) + mark.length - (mark.endsWith('"') ? -2 : 2)] as const);
  for (const [mark, place] of places) {
    expect(text.includes(mark), mark).toBe(true);
    const changed = `${text.slice(0, place)}${otherLetter(text[place] ?? '')}${text.slice(place + 1)}`;
    expect(changed.length).toBe(text.length);
    expect(changed).not.toBe(text);
    expect(await offline(changed), mark).not.toBe(0);
  }
}, 60_000);
