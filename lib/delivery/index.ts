export { attachmentHeader } from './core/attachment-header';
export { grantDownload } from './grant-download';
export { openDownload, type OpenDownloadInput, type OpenedDownload } from './open-download';
