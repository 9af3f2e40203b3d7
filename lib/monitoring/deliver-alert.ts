import { createHmac } from 'node:crypto';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import type { RaisedAlert } from './evaluate-alerts';
import { queueMail } from '@/lib/mail';
import { insertAlertEvent } from './store';

const timeoutMs = 5_000;

/**
 * Sends an alert to the operator's addresses through the outbox, and to her webhook, when they are configured: JSON, signed with HMAC-SHA-256 over `timestamp.body`. What became of it
 * is written to the alert's log. Never throws: an alert that can't be sent is still in the log.
 */
export async function deliverAlert(ctx: Pick<Context, 'db' | 'now'>, alert: RaisedAlert, { isTest = false }: { readonly isTest?: boolean } = {}): Promise<'none' | 'delivered' | 'failed'> {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret, NEXTAUTH_URL: site } = env();
  const isQueued = await queueAlertMail(ctx, alert, isTest);
  if (url === undefined) return isQueued ? 'delivered' : 'none';
  const body = JSON.stringify({ type: 'databourse.alert', isTest, ...alert, link: `${site}/en/admin/alerts` });
  const timestamp = String(Math.floor(ctx.now().getTime() / 1_000));
  const signature = secret === undefined ? {} : { 'x-databourse-signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}` };
  const problem = await fetch(url, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs), headers: { 'content-type': 'application/json', 'x-databourse-timestamp': timestamp, ...signature } })
    .then((response) => (response.ok ? null : `HTTP ${response.status}`), (error: unknown) => (error instanceof Error ? error.name : 'unknown'));
  await insertAlertEvent(ctx.db, { alertId: alert.alertId, kind: problem === null ? 'delivered' : 'delivery-failed', actor: 'system', reason: problem ?? 'webhook', at: ctx.now() });
  return problem === null ? 'delivered' : 'failed';
}

/** One mail an address, with the alert's log in one transaction. */
async function queueAlertMail(ctx: Pick<Context, 'db' | 'now'>, alert: RaisedAlert, isTest: boolean): Promise<boolean> {
  const { ALERT_MAIL_TO: wanted = '', NEXTAUTH_URL: site } = env();
  const addresses = wanted.split(',').map((address) => address.trim()).filter((address) => address.includes('@'));
  if (addresses.length === 0) return false;
  const { model, metric, severity, value } = alert;
  const subject = `${isTest ? '[test] ' : ''}${severity}: ${model} ${metric}`;
  const text = `${model} ${metric}${value === null ? '' : ` = ${value}`} (${severity.toLowerCase()}), raised ${ctx.now().toISOString()}.\n\nWhat to do, and where to acknowledge it: ${site}/en/admin/alerts\n`;
  await ctx.db.$transaction(async (tx) => {
    for (const to of addresses) await queueMail(tx, { kind: 'alert', to, subject, text, at: ctx.now() });
    await insertAlertEvent(tx, { alertId: alert.alertId, kind: 'delivered', actor: 'system', reason: 'mail', at: ctx.now() });
  });
  return true;
}
