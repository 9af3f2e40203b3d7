import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';
import { seal, unseal, type SealedColumn } from '@/lib/vault';
import type { ByteRange } from './byte-range';

/** Not a column of the database: the key stands in the file. Old versions of the root key stay known, so rotating it leaves these files readable. */
const place: SealedColumn = { table: '', column: '', id: '', key: 'StoredObject.key', context: 'StoredObject|key' };
const magic = Buffer.from('DBSEAL1\n');
const pieceBytes = 64 * 1024;
const tagBytes = 16;
const headerBytes = 512;

export type SealedHeader = { readonly key: Buffer; readonly byteSize: number };

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 4);
  return nonce;
}

function aad(sha256: string, byteSize: number): Buffer {
  return Buffer.from(`${sha256}|${byteSize}`);
}

/**
 * A file under a key of its own: a header with the key, wrapped under the root key and bound to the file's name, then pieces of 64 KiB, each AES-256-GCM with its number as nonce and tag
 * behind it. A piece moved, cut off or changed doesn't open; any range is read by opening the pieces it lies in. Removing the file removes the key.
 * Gives the header of a new file, and what encrypts its bytes.
 */
export function beginSealing(sha256: string, byteSize: number): { readonly header: Buffer; readonly cipher: Transform } {
  const key = randomBytes(32);
  const wrapped = Buffer.from(JSON.stringify({ byteSize, key: seal(place, sha256, key.toString('base64url')) }));
  if (wrapped.length > headerBytes - magic.length - 2) throw new Error('The header of a sealed file is too small for its key');
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt16BE(wrapped.length, magic.length);
  wrapped.copy(header, magic.length + 2);
  return { header, cipher: inPieces(pieceBytes, (piece, index) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index));
    cipher.setAAD(aad(sha256, byteSize));
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }) };
}

/** @throws Error when it is no header, belongs to another file, or is of a key that is not known */
export function readSealedHeader(sha256: string, header: Buffer): SealedHeader {
  if (!header.subarray(0, magic.length).equals(magic)) throw new Error('Not a sealed file');
  const length = header.readUInt16BE(magic.length);
  const { byteSize, key } = JSON.parse(header.subarray(magic.length + 2, magic.length + 2 + length).toString('utf8')) as { byteSize: number; key: string };
  return { byteSize, key: Buffer.from(unseal(place, sha256, key), 'base64url') };
}

export const sealedHeaderBytes = headerBytes;

/** Where the pieces of a range lie in the sealed file, and what makes of them the range. */
export function openSealed(sha256: string, { key, byteSize }: SealedHeader, range: ByteRange): { readonly from: ByteRange; readonly decipher: Transform } {
  const [first, last] = [Math.floor(range.start / pieceBytes), Math.floor(range.end / pieceBytes)];
  const whole = pieceBytes + tagBytes;
  const sealedEnd = headerBytes + byteSize + Math.ceil(byteSize / pieceBytes) * tagBytes - 1;
  const from = { start: headerBytes + first * whole, end: Math.min(headerBytes + (last + 1) * whole - 1, sealedEnd) };
  return { from, decipher: inPieces(whole, (piece, offset) => {
    const index = first + offset;
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: tagBytes });
    decipher.setAAD(aad(sha256, byteSize));
    decipher.setAuthTag(piece.subarray(-tagBytes));
    const plain = Buffer.concat([decipher.update(piece.subarray(0, -tagBytes)), decipher.final()]);
    return plain.subarray(Math.max(0, range.start - index * pieceBytes), Math.min(plain.length, range.end - index * pieceBytes + 1));
  }, last - first + 1) };
}

/** Cuts what comes into pieces of one size, the last one shorter. `count`: how many must come; a file cut off between two pieces has fewer. */
function inPieces(size: number, turn: (piece: Buffer, index: number) => Buffer, count?: number): Transform {
  let held: Buffer = Buffer.alloc(0);
  let index = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      try {
        held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
        while (held.length >= size) {
          this.push(turn(held.subarray(0, size), index));
          held = held.subarray(size);
          index += 1;
        }
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error('A piece could not be turned'));
      }
    },
    flush(done) {
      try {
        if (held.length > 0) { this.push(turn(held, index)); index += 1; }
        if (count !== undefined && index !== count) throw new Error('Pieces of a sealed file are missing');
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error('A piece could not be turned'));
      }
    },
  });
}

export async function readAll(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
