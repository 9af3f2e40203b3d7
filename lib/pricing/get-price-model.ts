import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { servingVersion } from '@/lib/registry';
import { ok, type Result } from '@/lib/shared/result';
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
  const { bins, error, views } = demandCalibration(await readDemandOfMarket(ctx, parameters), parameters.demand);
  return ok({ coverage: levels.map((level) => intervalCoverage(residuals, level)), calibration: bins, calibrationError: error, views });
}
