import { defineConfig } from 'prisma/config';

/** Only `prisma generate` reads this: migrations run through the WASM engine (scripts/migrate.ts). */
export default defineConfig({ schema: 'schema.prisma', migrations: { path: 'migrations' } });
