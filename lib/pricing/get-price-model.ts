import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { standardPool } from '@/lib/learning';
import { servingVersion, wilson } from '@/lib/registry';
import { ok, type Result } from '@/lib/shared/result';
import { crossFittedPools } from './core/cross-fitted-pools';
import { demandCalibration } from './core/demand-calibration';
import { intervalCoverage } from './core/interval-coverage';
import { marketResiduals } from './core/market-residuals';
import { priceParameters, standardParameters } from './core/price-parameters';
import { readMarket } from './price-inputs';
import { readDemandOfMarket } from './train-price-candidate';
import type { PriceModelReport } from './schema';

const levels = [0.5, 0.8, 0.9] as const;

/** How well what the live price model says holds in this market: its ranges against what is asked, its demand against what was bought. */
export async function getPriceModel(ctx: Context): Promise<Result<PriceModelReport>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const live = priceParameters.safeParse((await servingVersion(ctx.db, { model: 'price', key: 'live', now: ctx.now() }))?.parameters);
  const parameters = live.success ? live.data : standardParameters;
  const residuals = marketResiduals(await readMarket(ctx.db), parameters, env().MARKET_CURRENCY);
  const market = await readDemandOfMarket(ctx, parameters);
  const { demand } = parameters;
  const learnt = crossFittedPools(market);
  return ok({
    coverage: levels.map((level) => intervalCoverage(residuals, level, wilson)), hasDemand: demand !== null,
    calibrations: [
      ...(demand ? [{ of: 'serving' as const, ...demandCalibration(market, () => demand) }] : []),
      { of: 'learnt' as const, ...demandCalibration(market, (index) => learnt[index] ?? standardPool) },
    ],
  });
}
