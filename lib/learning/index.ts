export { classificationReport, type ClassificationReport } from './core/classification-report';
export { maxPrototypes, neighbourIndex, type Neighbour, type NeighbourIndex } from './core/nearest-neighbours';
export { followPlateau, rateAt, ratesOf, startPlateau, type PlateauState } from './core/schedule';
export { sessionIndex, vstan, type Scored, type Session, type SessionIndex } from './core/session-index';
export { fitScaler, scale, type Scaler } from './core/standardise';
export { argmax, vote } from './core/vote';
export { cosine, sharedWords, tfidf, wordsOf, type TextVector } from './core/text-features';
