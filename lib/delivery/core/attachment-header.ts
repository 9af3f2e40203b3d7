/**
 * A Content-Disposition that saves and never shows (RFC 6266): a plain name for old readers and the exact one in UTF-8
 * (RFC 8187). Quotes, control characters and path separators of a seller's file name cannot leave the header or the folder.
 */
export function attachmentHeader(fileName: string): string {
  const safe = fileName.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').replace(/[/\\:]/g, '_').replace(/^\.+/, '') || 'dataset';
  const ascii = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_');
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
