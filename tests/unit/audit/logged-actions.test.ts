import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditActions, type AuditAction } from '@/lib/audit/schema';

const root = join(import.meta.dirname, '../../..');

/** What has to be in the log at least, and under which names it is. */
const promised: Readonly<Record<string, readonly AuditAction[]>> = {
  'signing in, and failing to': ['session.opened', 'session.new-device', 'session.refused'], 'signing out': ['session.closed', 'session.revoked', 'account.sessions-ended'],
  'a changed password, factor or address': ['account.password-changed', 'account.password-reset', 'factor.totp-added', 'factor.totp-removed', 'factor.passkey-added', 'factor.passkey-removed', 'account.email-changed'],
  'a changed role': ['account.role-changed'], 'every decision about consent': ['consent.recorded', 'consent.expired'], 'a published notice': ['notice.published'],
  'an upload and its scan': ['dataset.uploaded', 'dataset.measured'], 'the state of a listing': ['listing.published', 'listing.withdrawn'], 'a changed price': ['listing.price-changed'],
  'an order and a download': ['order.placed', 'download.granted', 'download.served'], 'an export and an erasure': ['subject.exported', 'audit.exported', 'consent.exported', 'subject.erased'],
  'a reveal': ['identity.revealed'], 'who read users, consents and the log': ['admin.read-users', 'admin.read-user', 'admin.read-consents', 'admin.read-audit'], 'rotated keys': ['keys.rotated'],
  'a refused authorisation': ['access.refused'], 'trained and rolled out models': ['model.trained', 'model.staged', 'model.rolled-back'], 'an alert': ['alert.raised', 'alert.acknowledged'],
};

function sources(): string {
  return ['lib', 'scripts'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('generated') && !(entry.parentPath.endsWith('/audit') && entry.name === 'schema.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
}

/** Named where something is written: `action: '…'`, alone or as one of two. */
const isWritten = (text: string, action: string): boolean => new RegExp(`(?:action: |\\? |: )'${action.replace('.', '\\.')}'`).test(text);

describe('A11 what is logged', () => {
  const text = sources();

  it.each(Object.entries(promised))('%s', (_, actions) => {
    for (const action of actions) expect(isWritten(text, action), action).toBe(true);
  });

  it('is a closed list, and nothing stands in it that nobody writes', () => {
    expect(auditActions.filter((action) => !isWritten(text, action) && action !== 'demo.seeded')).toEqual([]);
    expect(isWritten(text, 'nobody.writes-this')).toBe(false);
  });
});
