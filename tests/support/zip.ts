import { crc32, deflateRawSync } from 'node:zlib';

export type RawEntry = { readonly name: string; readonly data: Buffer | string; /** Unix file mode, for links. */ readonly mode?: number; readonly isEncrypted?: boolean; /** What the directory claims, instead of the truth. */ readonly claimedBytes?: number; /** Its bytes lie there, the directory is silent. */ readonly isUnlisted?: boolean };

/** A zip archive byte by byte, so that it can lie where an archive writer would not. */
export function rawZip(entries: readonly RawEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode = 0o100644, isEncrypted = false, claimedBytes, isUnlisted = false } of entries) {
    const plain = Buffer.from(data);
    const bytes = deflateRawSync(plain);
    const nameBytes = Buffer.from(name);
    const flags = 0x0800 | (isEncrypted ? 1 : 0);
    const size = claimedBytes ?? plain.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0); local.writeUInt16LE(20, 4); local.writeUInt16LE(flags, 6); local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(plain), 14); local.writeUInt32LE(bytes.length, 18); local.writeUInt32LE(size, 22); local.writeUInt16LE(nameBytes.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0); central.writeUInt16LE(0x0314, 4); central.writeUInt16LE(20, 6); central.writeUInt16LE(flags, 8); central.writeUInt16LE(8, 10);
    central.writeUInt32LE(crc32(plain), 16); central.writeUInt32LE(bytes.length, 20); central.writeUInt32LE(size, 24); central.writeUInt16LE(nameBytes.length, 28);
    central.writeUInt32LE((mode << 16) >>> 0, 38); central.writeUInt32LE(offset, 42);
    bodies.push(local, nameBytes, bytes);
    if (!isUnlisted) directory.push(central, nameBytes);
    offset += 30 + nameBytes.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  const list = Buffer.concat(directory);
  end.writeUInt32LE(0x06054b50, 0); end.writeUInt16LE(directory.length / 2, 8); end.writeUInt16LE(directory.length / 2, 10); end.writeUInt32LE(list.length, 12); end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}
