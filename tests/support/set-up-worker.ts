import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

// Secrets of the tests: fixed, so that golden values hold; never used anywhere else.
const secret = (letter: string) => Buffer.from(letter.repeat(32)).toString('base64');
const stateDir = mkdtempSync(join(tmpdir(), 'databourse-worker-'));

Object.assign(process.env, {
  DATABASE_URL: 'postgresql://set-by-test-context/',
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: secret('a'),
  ROOT_PSEUDONYM_KEY: secret('b'),
  ROOT_ENCRYPTION_KEY: secret('c'),
  ROOT_BLIND_INDEX_KEY: secret('d'),
  ROOT_TOKEN_KEY: secret('e'),
  AUDIT_SIGNING_KEY: secret('f'),
  STATE_DIR: stateDir,
  LOG_LEVEL: 'silent',
});

afterAll(() => {
  rmSync(stateDir, { recursive: true, force: true });
});
