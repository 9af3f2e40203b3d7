import { createHmac } from 'node:crypto';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import type { RaisedAlert } from './evaluate-alerts';
import { insertAlertEvent } from './store';

const timeoutMs = 5_000;

/**
 * Sends an alert to the operator's webhook, when one is configured: JSON, signed with HMAC-SHA-256 over `timestamp.body`. What became of it
 * is written to the alert's log. Never throws: an alert that can't be sent is still in the log.
 */
export async function deliverAlert(ctx: Pick<Context, 'db' | 'now'>, alert: RaisedAlert, { isTest = false }: { readonly isTest?: boolean } = {}): Promise<'none' | 'delivered' | 'failed'> {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret, NEXTAUTH_URL: site } = env();
  if (url === undefined) return 'none';
  const body = JSON.stringify({ type: 'databourse.alert', isTest, ...alert, link: `${site}/en/admin/alerts` });
  const timestamp = String(Math.floor(ctx.now().getTime() / 1_000));
  const signature = secret === undefined ? {} : { 'x-databourse-signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}` };
  const problem = await fetch(url, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs), headers: { 'content-type': 'application/json', 'x-databourse-timestamp': timestamp, ...signature } })
    .then((response) => (response.ok ? null : `HTTP ${response.status}`), (error: unknown) => (error instanceof Error ? error.name : 'unknown'));
  await insertAlertEvent(ctx.db, { alertId: alert.alertId, kind: problem === null ? 'delivered' : 'delivery-failed', actor: 'system', reason: problem ?? 'webhook', at: ctx.now() });
  return problem === null ? 'delivered' : 'failed';
}
