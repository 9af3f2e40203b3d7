import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, type S3Client } from '@aws-sdk/client-s3';

/** An upload in parts keeps the day it began: a large one over a slow line is not given up while it goes on. */
const longestTransfer = 24 * 3_600_000;
/** Services that can't list them, and keys that mayn't: there the bucket's own rule for unfinished uploads has to do it. */
const notOurs = new Set(['NotImplemented', 'MethodNotAllowed', 'AccessDenied']);

type Abandoned = { readonly bucket: string; readonly prefix: string; /** 0: none can be under way. */ readonly olderThanMilliseconds: number };

/** Gives up the uploads in parts that a killed process began and nobody will end: their parts lie in the bucket under no name, and are paid for. Returns how many. */
export async function abortAbandoned(client: S3Client, { bucket, prefix, olderThanMilliseconds }: Abandoned): Promise<number> {
  const age = olderThanMilliseconds === 0 ? 0 : Math.max(olderThanMilliseconds, longestTransfer);
  let count = 0;
  for (let marker: { readonly KeyMarker?: string; readonly UploadIdMarker?: string } = {}; ;) {
    const page = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...marker })).catch((error: unknown) => {
      if (error instanceof Error && notOurs.has(error.name)) return null;
      throw error;
    });
    for (const { Key: key, UploadId: uploadId, Initiated: begunAt } of page?.Uploads ?? []) {
      if (key === undefined || uploadId === undefined || begunAt === undefined || Date.now() - begunAt.getTime() < age) continue;
      // Two machines may sweep at once: what the other one gave up is gone.
      await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId })).catch((error: unknown) => {
        if (!(error instanceof Error && error.name === 'NoSuchUpload')) throw error;
      });
      count += 1;
    }
    if (page?.IsTruncated !== true || page.NextKeyMarker === undefined) return count;
    marker = { KeyMarker: page.NextKeyMarker, ...(page.NextUploadIdMarker === undefined ? {} : { UploadIdMarker: page.NextUploadIdMarker }) };
  }
}
