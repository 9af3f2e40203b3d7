import { text } from 'node:stream/consumers';
import { simulateMarket } from './core/simulate-market';
import { simulatedSize } from './core/simulated-size';
import type { SimulateMarketInput } from './schema';

// The process that simulates a market; see simulate-pricing.ts.
const { shape, seed } = JSON.parse(await text(process.stdin)) as SimulateMarketInput;
process.stdout.write(JSON.stringify([...simulateMarket({ shape, seed, ...simulatedSize })]), () => process.exit(0));
