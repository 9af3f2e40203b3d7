export { blindIndex, blindIndexes } from './blind-index';
export { countSealed, resealColumns, type SealedCount } from './reseal';
export { deriveKey, knownVersions, newestVersion } from './root-key';
export { seal, unseal } from './seal';
export { sealedColumns, type SealedColumn } from './sealed-columns';
export { destroySubjectKey, keySubject, openForAccount, openForSubject, sealForSubject } from './subject-key';
export { tokenKeys, type TokenKey } from './token-keys';
