export { discardRevision } from './discard-revision';
export { findRevisionForPricing, getPublicProfile, type RevisionFigures } from './find-profile';
export { getOwnProfile, getOwnRevision, listOwnRevisions } from './get-own-revision';
export { measureLocalFile } from './measure-local-file';
export type { Measured } from './measure/job';
export { sweepUnfinished } from './sweep-unfinished';
export { uploadRevision, type UploadInput } from './upload-revision';
export { readLabelledRows, type LabelledRows } from './read-labelled-rows';
