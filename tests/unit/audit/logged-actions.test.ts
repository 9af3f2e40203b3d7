import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { auditActions, type AuditAction } from '@/lib/audit/schema';

const root = join(import.meta.dirname, '../../..');

/** What has to be in the log at least, and under which names it is. */
const promised: Readonly<Record<string, readonly AuditAction[]>> = {
  'signing in, and failing to': ['session.opened', 'session.new-device', 'session.refused'], 'signing out': ['session.closed', 'session.revoked', 'account.sessions-ended'],
  'a changed password, factor or address': ['account.password-changed', 'account.password-reset', 'factor.totp-added', 'factor.totp-removed', 'factor.passkey-added', 'factor.passkey-removed', 'account.email-changed'],
  'a changed role': ['account.role-changed'], 'every decision about consent': ['consent.recorded', 'consent.expired'], 'a published notice': ['notice.published'],
  'an upload and its scan': ['dataset.uploaded', 'dataset.measured'], 'the state of a listing': ['listing.published', 'listing.withdrawn'], 'a changed price': ['listing.price-changed'], 'a changed description': ['listing.edited'],
  'an order, a refund and a download': ['order.placed', 'order.refunded', 'download.granted', 'download.served'], 'an export and an erasure': ['subject.exported', 'audit.exported', 'consent.exported', 'subject.erased'],
  'a reveal': ['identity.revealed'], 'who read users, consents and the log': ['admin.read-users', 'admin.read-user', 'admin.read-consents', 'admin.read-audit', 'admin.read-event', 'admin.read-rights', 'admin.read-orders', 'admin.read-outbox', 'admin.read-notices'], 'added and rotated keys': ['keys.added', 'keys.rotated'],
  'a refused authorisation': ['access.refused'], 'trained and rolled out models': ['model.trained', 'model.staged', 'model.rolled-back'], 'an alert': ['alert.raised', 'alert.acknowledged'],
};

/** Every action that an entry of the log is written with: in an object that has an `objectType` beside its `action`, which no filter has. */
function writtenIn(text: string): readonly string[] {
  const found: string[] = [];
  const source = ts.createSourceFile('any.ts', text, ts.ScriptTarget.Latest, true);
  const literals = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) found.push(node.text);
    ts.forEachChild(node, literals);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const named = (name: string) => node.properties.find((each) => each.name?.getText(source) === name);
      const [action, type] = [named('action'), named('objectType')];
      if (action && type && ts.isPropertyAssignment(action)) literals(action.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function written(): ReadonlySet<string> {
  return new Set(['lib', 'scripts'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('generated'))
    .flatMap((entry) => writtenIn(readFileSync(join(entry.parentPath, entry.name), 'utf8'))));
}

describe('A11 what is logged', () => {
  const actions = written();

  it.each(Object.entries(promised))('%s', (_, wanted) => {
    for (const action of wanted) expect(actions.has(action), action).toBe(true);
  });

  it('is a closed list, and nothing stands in it that nobody writes', () => {
    expect(auditActions.filter((action) => !actions.has(action))).toEqual([]);
  });

  it('an action that is only looked for is not taken for one that is written', () => {
    expect(writtenIn("list({ action: 'order.placed', objectId }); record(tx, ctx, { action: isNew ? 'a.b' : 'c.d', objectType: 'x', objectId });")).toEqual(['a.b', 'c.d']);
  });
});
