export { classificationReport, type ClassificationReport } from './core/classification-report';
export { maxPrototypes, neighbourIndex, type Neighbour, type NeighbourIndex } from './core/nearest-neighbours';
export { pairedInterval, rankingReport, type RankingReport } from './core/ranking-metrics';
export { followPlateau, rateAt, ratesOf, startPlateau, type PlateauState } from './core/schedule';
export { sessionIndex, sknn, stan, vsknn, vstan, type Asked, type Scored, type SessionIndex, type SessionParameters } from './core/session-index';
export { sessionTable, type Session, type SessionTable } from './core/session-table';
export { fitScaler, scale, type Scaler } from './core/standardise';
export { argmax, vote } from './core/vote';
export { cosine, sharedWords, tfidf, wordsOf, type TextVector } from './core/text-features';
