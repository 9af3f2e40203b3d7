import { Readable } from 'node:stream';
import { s3Storage } from '@/lib/storage';

// Puts an object of four parts into a bucket, in a process of its own, so that a test can kill it.
const [endpoint = '', cacheFolder = ''] = process.argv.slice(2);
const store = s3Storage({ bucket: 'databourse', region: 'us-east-1', endpoint, accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', cacheFolder, cacheMaxBytes: 1_000_000, partBytes: 100_000 });
await store.write(Readable.from([Buffer.alloc(350_000, 7)]), { maxBytes: 10_000_000 });
