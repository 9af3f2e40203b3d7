// `npm test`: installs what is missing and runs every check in order; the last line counts what passed and failed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { isNodeSupported } from './start/checks.mjs';
import { startEmbeddedPostgres } from './start/embedded-postgres.mjs';
import { generateClient, installPackages } from './start/packages.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
const counts = { passed: 0, failed: 0 };
const times = [];
const failures = [];
const running = new Set();
let stopDatabase = () => Promise.resolve();

/** Answers with the exit code. With `write`, what it prints goes there. */
function run(args, env, write) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: write ? ['ignore', 'pipe', 'pipe'] : 'inherit', env });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', write);
    running.add(child);
    child.once('close', (code) => { running.delete(child); done(code ?? 1); });
  });
}

/** One stage; a stage without counted tests counts as one. */
async function stage(name, work) {
  console.log(`\n── ${name} ──`);
  const startedAt = Date.now();
  const result = await work();
  counts.passed += result.passed;
  counts.failed += result.failed;
  times.push({ stage: name, seconds: secondsSince(startedAt), ...result });
}

/** Stages of one process each, side by side; each prints what it has to say when it is done. */
function stagesAtOnce(commands, env) {
  return Promise.all(Object.entries(commands).map(async ([name, args]) => {
    const startedAt = Date.now();
    let output = '';
    const code = await run(args, env, (text) => { output += text; });
    console.log(`\n── ${name} ──\n${output}`);
    const result = asOne(code);
    counts.passed += result.passed;
    counts.failed += result.failed;
    times.push({ stage: name, seconds: secondsSince(startedAt), ...result });
  }));
}

const secondsSince = (startedAt) => Number(((Date.now() - startedAt) / 1000).toFixed(1));
const asOne = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 });

async function readCounts(path, code, read) {
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const { passed, failed, names } = read(JSON.parse(await readFile(path, 'utf8')));
  failures.push(...names);
  // Nothing ran, or something outside of a test failed: that is a failure too.
  return { passed, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

/** Said again at the end, where who reads only the end of a long log finds them. */
function failedTests({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${relative(root, name)}: ${firstLine(message)}`] : [];
    return failed.map(({ fullName, failureMessages }) => `${relative(root, name)} > ${fullName}: ${firstLine(failureMessages[0])}`);
  });
}

function failedSpecs({ suites = [], specs = [] }) {
  return [...specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file} > ${title}`), ...suites.flatMap((suite) => failedSpecs(suite))];
}

function firstLine(text) {
  return (text ?? '').split('\n', 1)[0];
}

async function main() {
  if (!isNodeSupported(process.versions.node)) throw new Error(`Node ${process.versions.node} is too old or between releases: install Node 20.19, 22.12, 24 or newer.`);
  const folder = await mkdtemp(join(tmpdir(), 'databourse-test-'));
  await installPackages({ root, log: join(folder, 'install.log') });
  await generateClient({ root, log: join(folder, 'generate.log') });
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: process.stdout.isTTY ? '1' : '0' };
  if (!env.TEST_DATABASE_URL && !env.DATABASE_URL) {
    const database = await startEmbeddedPostgres({ stateDir: join(folder, 'database'), settings: ['fsync=off', 'synchronous_commit=off'] });
    stopDatabase = database.stop;
    env.TEST_DATABASE_URL = database.url('postgres');
  }
  env.TEST_DATABASE_URL ??= env.DATABASE_URL;
  // The browser tests bring a database of their own unless one is named.
  const vitestReport = join(folder, 'vitest.json');
  const playwrightReport = join(folder, 'playwright.json');
  await stagesAtOnce({ types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'], lint: ['node_modules/eslint/bin/eslint.js', '-c', 'tests/eslint.config.js', '.'] }, env);
  await stage('unit, boundaries, integration', async () => {
    const code = await run(['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`], env);
    return readCounts(vitestReport, code, (report) => ({
      passed: report.numPassedTests, failed: report.numFailedTests, names: failedTests(report),
    }));
  });
  await stage('build and browser', async () => {
    const code = await run(['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/playwright.config.ts', '--reporter=list,json'], {
      ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport, E2E_FOLDER: join(folder, 'e2e'), ...(process.env.DATABASE_URL ? { DATABASE_URL: siblingDatabase(process.env.DATABASE_URL, browserDatabase) } : {}),
    });
    if (process.env.DATABASE_URL) await dropDatabase(siblingDatabase(process.env.DATABASE_URL, 'postgres'), browserDatabase);
    return readCounts(playwrightReport, code, ({ stats, suites }) => ({
      passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped, names: suites.flatMap((suite) => failedSpecs(suite)),
    }));
  });
  await stopDatabase();
  await rm(folder, { recursive: true, force: true });
}

/** The browser tests have a database of this run's own on the named server, so that the named one keeps what it holds. */
const browserDatabase = `databourse_e2e_${process.pid}`;

function siblingDatabase(named, database) {
  const url = new URL(named);
  url.pathname = `/${database}`;
  return url.toString();
}

async function dropDatabase(maintenance, database) {
  const { default: pg } = await import('pg');
  const connection = new pg.Client({ connectionString: maintenance });
  await connection.connect();
  await connection.query(`drop database if exists ${database} with (force)`);
  await connection.query(`drop role if exists ${database}_server`);
  await connection.end();
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { for (const child of running) child.kill(signal); void stopDatabase().then(() => { process.exit(130); }); });
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  counts.failed += 1;
  await stopDatabase();
}
console.log('');
console.table(times);
for (const failure of failures) console.log(`✘ ${failure}`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
