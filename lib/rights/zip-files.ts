import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export async function zipFiles(files: readonly { readonly name: string; readonly text: string }[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, text } of files) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}
