import { existsSync } from 'node:fs';

/** Reads .env when there is one; what the environment already says wins. */
export function loadEnvFile(path = '.env'): void {
  if (existsSync(path)) process.loadEnvFile(path);
}
