import { z } from 'zod';

const key = z.string().refine((value) => Buffer.from(value, 'base64').length >= 32, 'must be at least 32 bytes, base64');

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
  STATE_DIR: z.string().default('.databourse'),
  PATH: z.string().default(''),
  MARKET_CURRENCY: z.string().regex(/^[A-Z]{3}$/).default('EUR'),
  MARKET_FEE_PERCENT: z.coerce.number().min(0).max(50).default(5),
  S3_BUCKET: z.string().min(3).max(63).optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_CACHE_BYTES: z.coerce.number().int().positive().default(10 * 1024 ** 3),
  UPLOAD_MAX_BYTES: z.coerce.number().int().positive().default(2 * 1024 ** 3),
  ALERT_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALERT_WEBHOOK_SECRET: z.string().min(16).optional(),
  ALERT_MAIL_TO: z.string().max(1_000).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().max(200).default('Databourse <databourse@localhost>'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  OPERATOR_NAME: z.string().max(200).default(''),
  OPERATOR_CONTACT: z.string().max(200).default(''),
  DEMO_MARKET: z.enum(['on', 'off']).default('on'),
  JOBS: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

export type Env = z.infer<typeof schema>;

const secrets = ['NEXTAUTH_SECRET', 'ROOT_PSEUDONYM_KEY', 'ROOT_ENCRYPTION_KEY', 'ROOT_BLIND_INDEX_KEY', 'ROOT_TOKEN_KEY', 'AUDIT_SIGNING_KEY'] as const;

/** @throws Error naming the variable that is missing, too short, or equal to another secret. Values are never named. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`Environment variable ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'invalid'}`);
  }
  for (const [index, name] of secrets.entries()) {
    const twin = secrets.slice(0, index).find((other) => parsed.data[other] === parsed.data[name]);
    if (twin) throw new Error(`Environment variable ${name}: must differ from ${twin}`);
  }
  return parsed.data;
}

let current: Env | undefined;

/** Reads the environment anew at the next question: for tests that change it. */
export function resetEnv(): void {
  current = undefined;
}

export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}
