import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acknowledgeAlert, deliverAlert, ensureDefaultRules, evaluateAlerts, exportAlertLog, flushMetrics, getHealth, getModelMetrics, keepMetricsSmall, listAlertLog, listAlertRules, observe, readPrometheus, saveRule, silenceRule, testRule } from '@/lib/monitoring';
import { saveRuleInput } from '@/lib/monitoring/schema';
import { takePending } from '@/lib/monitoring/observe';
import { env } from '@/lib/env';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const now = new Date('2026-11-24T10:00:30Z');
const minutesAgo = (minutes: number) => now.getTime() - minutes * 60_000;
const system = (at = now) => contextFor({ kind: 'system' }, { now: () => at });
const rule = (changes: Readonly<Record<string, unknown>> = {}) => saveRuleInput.parse({
  model: 'exchange', metric: 'latency', parameters: { kind: 'threshold', statistic: 'p95', comparison: 'above', value: 500, minCount: 20 }, severity: 'CRITICAL', windowSeconds: 3_600, forSeconds: 0, ...changes,
});

async function administrator(at = now) {
  const { actor } = await createAccount({ roles: ['ADMIN'] });
  return contextFor(actor, { now: () => at });
}

async function report(count: number, value: number, minutes: number): Promise<void> {
  for (let index = 0; index < count; index += 1) observe('exchange', 'latency', value, { at: minutesAgo(minutes) });
  await flushMetrics(db);
}

beforeEach(() => { takePending(); });

describe('metrics', () => {
  it('of several processes add up in one row', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => { observe('price', 'latency', index + 1, { at: minutesAgo(1) }); return flushMetrics(db); }));
    await flushMetrics(db);
    const rows = await db.metricBucket.findMany();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ count: 8n, sum: 36, min: 1, max: 8 });
    expect(rows[0]?.bins.reduce((a, b) => a + b, 0n)).toBe(8n);
  });
  it('are kept for the next time when the database does not take them', async () => {
    observe('price', 'latency', 5, { at: minutesAgo(1) });
    const away = { $executeRaw: () => Promise.reject(new Error('away')) };
    await expect(flushMetrics(away as never)).rejects.toThrow('away');
    expect(await flushMetrics(db)).toBe(1);
    expect(await db.metricBucket.count()).toBe(1);
  });
  it('become hours after two days, with nothing lost, and go after thirteen months', async () => {
    for (const minutes of [3 * 1_440, 3 * 1_440 - 2, 3 * 1_440 + 90, 10, 400 * 1_440]) await report(5, 100, minutes);
    const before = await db.metricBucket.aggregate({ _sum: { count: true } });
    const { deleted } = await keepMetricsSmall({ db, now: () => now });
    expect(deleted).toBe(1);
    const rows = await db.metricBucket.findMany({ orderBy: { start: 'asc' } });
    expect(rows.map((row) => row.seconds)).toEqual([3_600, 3_600, 60]);
    expect(rows.reduce((sum, row) => sum + row.count, 0n)).toBe((before._sum.count ?? 0n) - 5n);
    await keepMetricsSmall({ db, now: () => now });
    expect(await db.metricBucket.count()).toBe(3);
  });
  it('are shown to administrators alone, with their drift', async () => {
    for (let day = 1; day <= 9; day += 1) for (let index = 0; index < 300; index += 1) observe('next-action', 'depth', day <= 3 ? 12 : 2 + (index % 4), { at: minutesAgo(day * 1_440), seconds: 86_400 });
    await flushMetrics(db);
    const admin = await administrator();
    const metrics = await getModelMetrics(admin, { model: 'next-action', days: 30 });
    expect(metrics.ok && metrics.value.series[0]).toMatchObject({ metric: 'depth', total: 2_700 });
    const drift = metrics.ok ? metrics.value.series[0]?.drift : null;
    expect((drift?.psi ?? 0) > (drift?.threshold ?? 1)).toBe(true);
    for (const roles of [['BUYER'], ['SELLER']] as const) {
      const { actor } = await createAccount({ roles });
      const refused = { ok: false, refusal: { code: 'not-allowed' } };
      expect(await getModelMetrics(contextFor(actor), { model: 'price', days: 7 })).toEqual(refused);
      expect(await getHealth(contextFor(actor))).toEqual(refused);
      expect(await listAlertRules(contextFor(actor))).toEqual(refused);
      expect(await listAlertLog(contextFor(actor), { size: 30 })).toEqual(refused);
      expect(await exportAlertLog(contextFor(actor), { size: 30 })).toEqual(refused);
      expect(await saveRule(contextFor(actor), rule())).toEqual(refused);
    }
    expect(await getHealth(contextFor())).toEqual({ ok: false, refusal: { code: 'sign-in-needed' } });
  });
});

describe('alerts', () => {
  it('M9: are raised once whoever looks, looked after with a reason, and resolved by themselves', async () => {
    const admin = await administrator();
    await saveRule(admin, rule());
    await report(40, 900, 5);
    const rounds = await Promise.all([evaluateAlerts(system()), evaluateAlerts(system()), evaluateAlerts(system())]);
    expect(rounds.flatMap((round) => round.raised)).toHaveLength(1);
    const [alert] = await db.alert.findMany();
    if (!alert) throw new Error('no alert');
    expect(alert).toMatchObject({ model: 'exchange', metric: 'latency', state: 'FIRING', threshold: 500 });
    expect(await acknowledgeAlert(admin, { alertId: alert.id, reason: 'Restarting the slow disk' })).toEqual({ ok: true, value: null });
    expect(await acknowledgeAlert(admin, { alertId: alert.id, reason: 'again' })).toEqual({ ok: false, refusal: { code: 'alert-not-firing' } });
    const later = new Date(now.getTime() + 3_700_000);
    for (let index = 0; index < 40; index += 1) observe('exchange', 'latency', 20, { at: later.getTime() - 60_000 });
    await flushMetrics(db);
    expect((await evaluateAlerts(system(later))).resolvedCount).toBe(1);
    const log = await listAlertLog(admin, { size: 30 });
    expect(log.ok && log.value.items[0]?.events.map((event) => [event.kind, event.reason])).toEqual([['raised', ''], ['acknowledged', 'Restarting the slow disk'], ['resolved', '']]);
    const audit = (await db.auditEvent.findMany({ orderBy: { seq: 'asc' }, select: { action: true } })).map((row) => row.action);
    expect(audit).toEqual(expect.arrayContaining(['alert-rule.saved', 'alert.raised', 'alert.acknowledged', 'alert.resolved']));
  });
  it('are not raised for want of data, and not while silent', async () => {
    const admin = await administrator();
    const saved = await saveRule(admin, rule());
    if (!saved.ok) throw new Error('not saved');
    await report(5, 900, 5);
    expect((await evaluateAlerts(system())).raised).toEqual([]);
    expect((await db.alertRule.findFirst())?.lastState).toBe('not-enough-data');
    await report(40, 900, 5);
    await silenceRule(admin, { ruleId: saved.value.ruleId, hours: 1, reason: 'Moving house' });
    expect((await evaluateAlerts(system())).raised).toEqual([]);
    expect((await evaluateAlerts(system(new Date(now.getTime() + 3_200_000)))).raised).toEqual([]);
    await silenceRule(admin, { ruleId: saved.value.ruleId, hours: 0, reason: 'Moved' });
    expect((await evaluateAlerts(system())).raised).toHaveLength(1);
  });
  it('wait for their time', async () => {
    await saveRule(await administrator(), rule({ forSeconds: 300 }));
    await report(40, 900, 5);
    expect((await evaluateAlerts(system())).raised).toEqual([]);
    expect((await evaluateAlerts(system(new Date(now.getTime() + 299_000)))).raised).toEqual([]);
    expect((await evaluateAlerts(system(new Date(now.getTime() + 301_000)))).raised).toHaveLength(1);
  });
  it('keep their log: the database refuses to change or delete a line of it', async () => {
    const admin = await administrator();
    const saved = await saveRule(admin, rule());
    if (!saved.ok) throw new Error('not saved');
    await testRule(admin, saved.value);
    await expect(db.alertEvent.updateMany({ data: { reason: 'other' } })).rejects.toThrow(/append-only/);
    await expect(db.alertEvent.deleteMany({})).rejects.toThrow(/append-only/);
    const csv = await exportAlertLog(admin, { size: 30 });
    expect(csv.ok && csv.value.split('\r\n')[1]).toMatch(/,exchange,latency,threshold,CRITICAL,RESOLVED,test,/);
  });
  it('of the default rules exist from the first start, and a change of one survives the next', async () => {
    await ensureDefaultRules({ db });
    const admin = await administrator();
    await saveRule(admin, rule({ parameters: { kind: 'threshold', statistic: 'p95', comparison: 'above', value: 77, minCount: 20 } }));
    await ensureDefaultRules({ db });
    const rules = await listAlertRules(admin);
    expect(rules.ok && rules.value.filter((entry) => entry.model === 'exchange' && entry.metric === 'latency').map((entry) => entry.parameters)).toMatchObject([{ value: 77 }]);
    expect(await evaluateAlerts(system())).toEqual({ raised: [], resolvedCount: 0 });
  });
});

describe('delivery', () => {
  let server: Server;
  let answer = 200;
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  beforeEach(async () => {
    received.length = 0;
    answer = 200;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      request.on('end', () => { received.push({ headers: request.headers, body }); response.writeHead(answer).end(); });
    });
    await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
    Object.assign(env(), { ALERT_WEBHOOK_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ALERT_WEBHOOK_SECRET: 'a-secret-of-some-length' });
  });
  afterEach(async () => {
    Object.assign(env(), { ALERT_WEBHOOK_URL: undefined, ALERT_WEBHOOK_SECRET: undefined });
    await new Promise((done) => { server.close(done); });
  });
  it('is signed, and both outcomes are in the log', async () => {
    const admin = await administrator();
    const saved = await saveRule(admin, rule());
    if (!saved.ok) throw new Error('not saved');
    expect(await testRule(admin, saved.value)).toEqual({ ok: true, value: { delivery: 'delivered' } });
    const [message] = received;
    const timestamp = String(message?.headers['x-databourse-timestamp']);
    expect(message?.headers['x-databourse-signature']).toBe(`sha256=${createHmac('sha256', 'a-secret-of-some-length').update(`${timestamp}.${message?.body ?? ''}`).digest('hex')}`);
    expect(JSON.parse(message?.body ?? '{}')).toMatchObject({ type: 'databourse.alert', isTest: true, model: 'exchange', metric: 'latency' });
    answer = 500;
    expect(await testRule(admin, saved.value)).toEqual({ ok: true, value: { delivery: 'failed' } });
    expect((await db.alertEvent.findMany({ orderBy: { id: 'asc' }, select: { kind: true, reason: true } })).filter((event) => event.kind.startsWith('deliver'))).toEqual([{ kind: 'delivered', reason: 'webhook' }, { kind: 'delivery-failed', reason: 'HTTP 500' }]);
  });
  it('that nobody configured is none', async () => {
    Object.assign(env(), { ALERT_WEBHOOK_URL: undefined });
    expect(await deliverAlert(system(), { alertId: 'x', model: 'price', metric: 'error', kind: 'threshold', severity: 'WARNING', value: 1, threshold: 0, raisedAt: now.toISOString() })).toBe('none');
  });
});

describe('Prometheus', () => {
  it('is answered with the right token and looks like nothing otherwise', async () => {
    await report(3, 900, 5);
    const notFound = { ok: false, refusal: { code: 'not-found' } };
    expect(await readPrometheus(system(), { token: 'anything' })).toEqual(notFound);
    Object.assign(env(), { METRICS_TOKEN: 'the-token-of-the-scraper' });
    expect(await readPrometheus(system(), { token: null })).toEqual(notFound);
    expect(await readPrometheus(system(), { token: 'the-token-of-the-scrapeR' })).toEqual(notFound);
    const answer = await readPrometheus(system(), { token: 'the-token-of-the-scraper' });
    expect(answer.ok && answer.value).toContain('databourse_latency_count{model="exchange"} 3');
    Object.assign(env(), { METRICS_TOKEN: undefined });
  });
});
