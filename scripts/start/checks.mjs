import { statfs } from 'node:fs/promises';

/** @param {string} version as in process.versions.node */
export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
}

/** @param {string} folder @param {number} neededBytes */
export async function requireRoom(folder, neededBytes) {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes < neededBytes) {
    throw new Error(`Not enough disk space: ${(neededBytes / 1e9).toFixed(1)} GB are needed in ${folder} and ${(freeBytes / 1e9).toFixed(1)} GB are free.`);
  }
}
