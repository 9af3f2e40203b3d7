import { createReadStream } from 'node:fs';
import { AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, PutObjectCommand, UploadPartCommand, type CompletedPart, type S3Client } from '@aws-sdk/client-s3';

/** A single request takes 5 GiB at most, and one that breaks off begins anew: what is larger than a part goes in parts, each tried again by itself. */
const usualPartBytes = 64 * 1024 ** 2;
/** The service's own bound. */
const maxParts = 10_000;

type Put = { readonly bucket: string; readonly key: string; readonly path: string; readonly byteSize: number; readonly partBytes?: number | undefined };

/**
 * Puts a file into the bucket, streaming: memory holds a few chunks of one part, however large the file. Under its name there is nothing, or the whole file; parts
 * of one that broke off are given up at once, those of a process that was killed by the next sweep.
 */
export async function putFile(client: S3Client, { bucket, key, path, byteSize, partBytes = usualPartBytes }: Put): Promise<void> {
  const place = { Bucket: bucket, Key: key };
  if (byteSize <= partBytes) {
    await client.send(new PutObjectCommand({ ...place, Body: createReadStream(path), ContentLength: byteSize }));
    return;
  }
  const { UploadId: uploadId } = await client.send(new CreateMultipartUploadCommand(place));
  if (uploadId === undefined) throw new Error('The object store began an upload without naming it');
  const upload = { ...place, UploadId: uploadId };
  try {
    const parts: CompletedPart[] = [];
    const size = Math.max(partBytes, Math.ceil(byteSize / maxParts));
    for (let start = 0, number = 1; start < byteSize; start += size, number += 1) {
      const end = Math.min(start + size, byteSize) - 1;
      parts.push({ PartNumber: number, ETag: await putPart(client, { ...upload, PartNumber: number }, { path, start, end }) });
    }
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }));
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

type Part = { readonly Bucket: string; readonly Key: string; readonly UploadId: string; readonly PartNumber: number };
const attempts = 3;

/** The client can't read a stream twice, so a part that failed is read again here. */
async function putPart(client: S3Client, part: Part, { path, start, end }: { readonly path: string; readonly start: number; readonly end: number }): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const body = createReadStream(path, { start, end });
    try {
      const { ETag: tag } = await client.send(new UploadPartCommand({ ...part, Body: body, ContentLength: end - start + 1 }));
      if (tag === undefined) throw new Error('The object store took a part without naming it');
      return tag;
    } catch (error) {
      if (attempt === attempts) throw error;
    } finally {
      body.destroy();
    }
  }
}
