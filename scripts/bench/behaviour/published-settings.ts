import { sknn, stan, vmis, vsknn, vstan, type SessionParameters, type VmisParameters } from '@/lib/learning';

/** What a row of session neighbours is asked with. */
export type NeighbourSetting = SessionParameters | VmisParameters;

/**
 * Settings that the peers published for one data set each, measured here on any: what a peer gives that is carried over as it is. session-rec's
 * (Ludewig et al. 2021; `conf/save` of rn5l/session-rec) were searched on its own splits, for hits or, where the name says so, for the reciprocal rank.
 * Names without a data set are older than the others; what two names stand for is asked once.
 */
export const publishedSettings = {
  // Diginetica, one split; VSTAN searched on RetailRocket, where it carried over best.
  sknn, vsknn, stan, vstan,
  'stan-diginetica-mrr': { ...stan, recent: 5_000, position: { lambda: 1.25 } },
  'vstan-diginetica': { ...vstan, recent: 10_000, neighbours: 1_500, position: { lambda: 5 }, lambdaDays: 80, lambdaDistance: 5, lambdaMatch: 5 },
  // RetailRocket, five windows of 27 days.
  'sknn-retailrocket': { ...sknn, recent: 5_000 },
  'vsknn-retailrocket': { ...vsknn, recent: 2_500, position: 'same', idfWeight: 0 },
  'stan-retailrocket': { ...stan, recent: 5_000, neighbours: 200, position: { lambda: 3.62 }, lambdaDays: 40, lambdaDistance: 7.24 },
  'stan-retailrocket-mrr': { ...stan, recent: 1_000, position: { lambda: 1.81 }, lambdaDays: 100, lambdaDistance: 0.4525 },
  'vstan-retailrocket': vstan,
  'vstan-retailrocket-mrr': { ...vstan, recent: 2_500, neighbours: 1_000, position: { lambda: 3.62 }, lambdaDistance: 0.4525 },
  // RSC15, five windows of 31 days. SKNN's file says Jaccard, which needs a clock that Python has had no more since 3.8: what was measured can only be the cosine.
  'sknn-rsc15': { ...sknn, recent: 10_000, neighbours: 500 },
  'sknn-rsc15-jaccard': { ...sknn, recent: 10_000, neighbours: 500, norm: 'jaccard' },
  'vsknn-rsc15': { ...vsknn, recent: 1_000, neighbours: 100, hasLinearMatch: false, hasQuadraticMatch: true, idfWeight: 0 },
  'stan-rsc15': { ...stan, recent: 10_000, neighbours: 1_000, position: { lambda: 0.5 }, lambdaDays: 20, lambdaDistance: 0.5 },
  'stan-rsc15-mrr': { ...stan, recent: 10_000, neighbours: 1_000, position: { lambda: 0.00001 }, lambdaDays: 10, lambdaDistance: 2 },
  'vstan-rsc15': { ...vstan, recent: 10_000, neighbours: 2_000, position: { lambda: 4 }, lambdaDays: 20, lambdaDistance: 0.5, lambdaMatch: 1, idfWeight: 2 },
  'vstan-rsc15-mrr': { ...vstan, recent: 10_000, neighbours: 1_500, position: { lambda: 0.5 }, lambdaDays: 5, lambdaDistance: 2, lambdaMatch: 2, idfWeight: 2 },
  // Serenade's example (bolcom/serenade, README and hyper-parameter search), as it serves, and with what was looked at last in the list as the others have it.
  vmis, 'vmis-with-last': { ...vmis, isWithoutLast: false },
} as const satisfies Readonly<Record<string, NeighbourSetting>>;
