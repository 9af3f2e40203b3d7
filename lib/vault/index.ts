export { blindIndex, blindIndexes } from './blind-index';
export { seal, unseal } from './seal';
export { sealedColumns, type SealedColumn } from './sealed-columns';
export { destroySubjectKey, keySubject, openForSubject, sealForSubject } from './subject-key';
