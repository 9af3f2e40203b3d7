import { crc32, gzipSync } from 'node:zlib';

/** So many bytes are sooner sent than packed: to make the packer ready alone takes several times as long as to hash them. */
const shortBytes = 1_024;
const headBytes = 15;

/** Text as gzip (RFC 1952), without a time in its head: the same text gives the same bytes. A short one stands in it as it is, in one stored block (RFC 1951, 3.2.4). */
export function packText(text: string): Buffer {
  const length = Buffer.byteLength(text);
  if (length > shortBytes) return gzipSync(text);
  const packed = Buffer.alloc(headBytes + length + 8);
  packed.set([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]);
  packed.writeUInt16LE(length, 11);
  packed.writeUInt16LE(~length & 0xff_ff, 13);
  packed.write(text, headBytes);
  packed.writeUInt32LE(crc32(packed.subarray(headBytes, headBytes + length)), headBytes + length);
  packed.writeUInt32LE(length, headBytes + length + 4);
  return packed;
}
