import { readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { networksOf } from '@/lib/shared/networks-of';

const bytesOf = (value: string): Buffer => Buffer.from(value, 'base64');
/** What .env.example shows in the place of a secret. */
const sample = 'cmVwbGFjZSB0aGlzIGJ5IDMyIHJhbmRvbSBieXRlcyE=';
const key = z.string().refine((value) => bytesOf(value).length >= 32, 'must be at least 32 bytes, base64')
  .refine((value) => !bytesOf(value).equals(bytesOf(sample)), 'is the sample of .env.example, which everybody knows');

function hasHundredths(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits === 2;
}

/** Everything the environment decides. `npm start` writes missing secrets into the git-ignored .env. */
const schema = z.object({
  DATABASE_URL: z.string().min(1),
  NEXTAUTH_URL: z.url().default('http://localhost:3000'),
  NEXTAUTH_SECRET: key,
  ROOT_PSEUDONYM_KEY: key,
  ROOT_ENCRYPTION_KEY: key,
  ROOT_BLIND_INDEX_KEY: key,
  ROOT_TOKEN_KEY: key,
  AUDIT_SIGNING_KEY: key,
  CHECKPOINT_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where keys that are added while the server runs are looked for. */
  KEYS_FILE: z.string().default('.env'),
  STATE_DIR: z.string().default('.databourse'),
  PATH: z.string().default(''),
  /** Amounts are typed, kept and written in hundredths everywhere, so a currency without them (JPY, KWD) is refused at the start and not misread a hundredfold. */
  MARKET_CURRENCY: z.string().regex(/^[A-Z]{3}$/).refine(hasHundredths, 'must be a currency of hundredths, like EUR, USD or CNY').default('EUR'),
  MARKET_FEE_PERCENT: z.coerce.number().min(0).max(50).default(5),
  /** How long an order may be given back, by the seller or an administrator. */
  MARKET_REFUND_DAYS: z.coerce.number().int().min(0).max(365).default(14),
  S3_BUCKET: z.string().min(3).max(63).optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_CACHE_BYTES: z.coerce.number().int().positive().default(10 * 1024 ** 3),
  UPLOAD_MAX_BYTES: z.coerce.number().int().positive().default(5 * 1024 ** 3),
  ALERT_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALERT_WEBHOOK_SECRET: z.string().min(16).optional(),
  ALERT_MAIL_TO: z.string().max(1_000).optional(),
  /** Whether an address must be confirmed before its account can be used. Without a choice: where mail is sent. */
  EMAIL_VERIFICATION: z.enum(['required', 'optional']).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().max(200).default('Databourse <databourse@localhost>'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  OPERATOR_NAME: z.string().max(200).default(''),
  OPERATOR_CONTACT: z.string().max(200).default(''),
  /** ISO 3166-1, whose data-protection law the operator answers to. */
  OPERATOR_COUNTRY: z.string().regex(/^([A-Z]{2})?$/).default(''),
  DEMO_MARKET: z.enum(['on', 'off']).default('on'),
  JOBS: z.enum(['on', 'off']).default('on'),
  /** How many server processes share the port, and with that the connections of the database. */
  WEB_PROCESSES: z.preprocess((written) => (written === '' ? undefined : written), z.coerce.number().int().min(1).max(64).default(1)),
  /** Networks that many people come from, whose accounts count each for herself where others of one address have one voice. */
  SHARED_ADDRESSES: z.string().max(4_000).default('').transform((text, check) => {
    const networks = networksOf(text);
    if (networks !== null) return networks;
    check.addIssue('must be networks like 10.0.0.0/8, 2001:db8::/32');
    return z.NEVER;
  }),
  ADDRESS_LIMIT_FACTOR: z.coerce.number().int().min(1).max(1_000).default(1),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

/** The versions of each key that can be rotated, by number. 1 has no suffix; ROOT_ENCRYPTION_KEY_2 and so on follow. */
type RootKeys = Readonly<Record<RotatedKey, ReadonlyMap<number, string>>>;
export const rotatedKeys = ['ROOT_PSEUDONYM_KEY', 'ROOT_ENCRYPTION_KEY', 'ROOT_BLIND_INDEX_KEY', 'ROOT_TOKEN_KEY', 'AUDIT_SIGNING_KEY'] as const;
export type RotatedKey = (typeof rotatedKeys)[number];

export type Env = z.infer<typeof schema> & { readonly rootKeys: RootKeys; /** From when on a later version of ROOT_TOKEN_KEY signs, in milliseconds, where its line `_SINCE` says so. */ readonly tokenKeySince: ReadonlyMap<number, number>;
  /** The same of ROOT_PSEUDONYM_KEY, of which every later version has one: a pair of buyer and seller keeps the version it began with. */
  readonly pseudonymKeySince: ReadonlyMap<number, number>;
  /** The newest version that took the place of a leaked one for sellers too (its line `_RETIRES`). */
  readonly pseudonymRetiring: { readonly version: number; readonly sinceMs: number } | null };

const secrets = ['NEXTAUTH_SECRET', 'ROOT_PSEUDONYM_KEY', 'ROOT_ENCRYPTION_KEY', 'ROOT_BLIND_INDEX_KEY', 'ROOT_TOKEN_KEY', 'AUDIT_SIGNING_KEY'] as const;

/** @throws Error naming the variable that is missing, too short, or equal to another secret. Values are never named. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`Environment variable ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'invalid'}`);
  }
  const later = rotatedKeys.flatMap((name) => versionsOf(name, source));
  const all = [...secrets.map((name) => ({ name: name as string, value: parsed.data[name] })), ...later];
  for (const [index, { name, value }] of all.entries()) {
    const fault = key.safeParse(value).error?.issues[0]?.message;
    if (fault !== undefined) throw new Error(`Environment variable ${name}: ${fault}`);
    const twin = all.slice(0, index).find((other) => bytesOf(other.value).equals(bytesOf(value)));
    if (twin) throw new Error(`Environment variable ${name}: must differ from ${twin.name}`);
  }
  const ring = (name: RotatedKey) => new Map([[1, parsed.data[name]], ...later.filter((each) => each.root === name).map(({ version, value }) => [version, value] as const)]);
  const rootKeys = { ROOT_PSEUDONYM_KEY: ring('ROOT_PSEUDONYM_KEY'), ROOT_ENCRYPTION_KEY: ring('ROOT_ENCRYPTION_KEY'), ROOT_BLIND_INDEX_KEY: ring('ROOT_BLIND_INDEX_KEY'), ROOT_TOKEN_KEY: ring('ROOT_TOKEN_KEY'), AUDIT_SIGNING_KEY: ring('AUDIT_SIGNING_KEY') };
  const pseudonymKeySince = sinceOf('ROOT_PSEUDONYM_KEY', rootKeys.ROOT_PSEUDONYM_KEY, source);
  const undated = [...rootKeys.ROOT_PSEUDONYM_KEY.keys()].find((version) => version > 1 && !pseudonymKeySince.has(version));
  if (undated !== undefined) throw new Error(`Environment variable ROOT_PSEUDONYM_KEY_${undated}_SINCE: is missing; without it nobody knows which pseudonym a seller was shown`);
  const retiring = [...pseudonymKeySince].filter(([version]) => (source[`ROOT_PSEUDONYM_KEY_${version}_RETIRES`] ?? '') !== '').map(([version, sinceMs]) => ({ version, sinceMs })).at(-1) ?? null;
  return { ...parsed.data, rootKeys, tokenKeySince: sinceOf('ROOT_TOKEN_KEY', rootKeys.ROOT_TOKEN_KEY, source), pseudonymKeySince, pseudonymRetiring: retiring };
}

/** @throws Error naming the variable whose time is none */
function sinceOf(root: RotatedKey, ring: ReadonlyMap<number, string>, source: Readonly<Record<string, string | undefined>>): ReadonlyMap<number, number> {
  return new Map([...ring.keys()].flatMap((version) => {
    const name = `${root}_${version}_SINCE`;
    const text = source[name];
    if (version === 1 || text === undefined || text === '') return [];
    if (!z.iso.datetime().safeParse(text).success) throw new Error(`Environment variable ${name}: must be a time like 2026-01-31T12:00:00Z`);
    return [[version, Date.parse(text)] as const];
  }));
}

/** Version 2 and later, without a gap: a missing one ends the list, so that a slip of the pen is no silent loss. */
function versionsOf(root: RotatedKey, source: Readonly<Record<string, string | undefined>>) {
  const found: { readonly root: RotatedKey; readonly name: string; readonly version: number; readonly value: string }[] = [];
  for (let version = 2; ; version += 1) {
    const name = `${root}_${version}`;
    const value = source[name];
    if (value === undefined || value === '') return found;
    found.push({ root, name, version, value });
  }
}

let current: Env | undefined;

/** Reads the environment anew at the next question: for tests that change it, and for keys that were added. */
export function resetEnv(): void {
  current = undefined;
}

export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}

let readAt = 0;

/** The address of this exchange, to which a path is added: `https://data.example`. */
export function siteAddress(): string {
  return env().NEXTAUTH_URL.replace(/\/$/, '');
}

/** Takes up later versions of root keys that the file has and this process has not. What the process was started with stays. */
export function readAddedKeys(): void {
  const { KEYS_FILE: path } = env();
  const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (changedAt === 0 || changedAt === readAt) return;
  readAt = changedAt;
  const file = parseEnv(readFileSync(path, 'utf8'));
  const added = rotatedKeys.flatMap((root) => versionsOf(root, { ...file, ...process.env })).filter(({ name }) => process.env[name] === undefined);
  if (added.length === 0) return;
  const lines = Object.fromEntries(added.flatMap(({ name }) => [name, `${name}_SINCE`, `${name}_RETIRES`]).flatMap((name) => (file[name] === undefined ? [] : [[name, file[name]] as const])));
  try {
    current = readEnv({ ...process.env, ...lines });
  } catch (error) {
    // Somebody is at work on the file: two lines copied by hand don't come at once. A server that runs goes on with what it has, and looks again when the file has changed.
    process.emitWarning(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  Object.assign(process.env, lines);
}
