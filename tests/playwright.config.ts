import { accessSync, constants, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { defineConfig } from '@playwright/test';

// A folder of this run's own, which the worker processes inherit.
process.env.E2E_FOLDER ??= mkdtempSync(join(tmpdir(), 'databourse-e2e-'));
mkdirSync(process.env.E2E_FOLDER, { recursive: true });
// Chromium comes from npm: no download and no system package is needed, also as root. It is unpacked into the temporary folder,
// where another user of this machine may have unpacked one that only she can run.
if (isOfAnotherUser(join(tmpdir(), 'chromium'))) process.env.TMPDIR = process.env.E2E_FOLDER;
const executablePath = await chromium.executablePath();
const port = Number(process.env.E2E_PORT ?? 3210);
const baseURL = `http://localhost:${port}`;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: join(process.env.E2E_FOLDER, 'results'),
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL,
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars', '--font-render-hinting=none'] },
    trace: 'off',
  },
  // The same entry that `npm start` uses, on a fresh state folder: the seeded market is part of what is tested.
  webServer: {
    command: 'node scripts/start.mjs',
    cwd: join(import.meta.dirname, '..'),
    url: `${baseURL}/en`,
    timeout: 600_000,
    reuseExistingServer: false,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: {
      PORT: String(port),
      // All people of the tests come from one address.
      ADDRESS_LIMIT_FACTOR: '50',
      STATE_DIR: process.env.E2E_STATE_DIR ?? join(process.env.E2E_FOLDER, 'state'),
    },
  },
});

function isOfAnotherUser(path: string): boolean {
  try {
    if (existsSync(path)) accessSync(path, constants.X_OK);
    return false;
  } catch {
    return true;
  }
}
