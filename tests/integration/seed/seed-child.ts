import { client } from '@/lib/db';
import { seedMarket } from '@/scripts/seed/seed-market';
import { smallMarket } from './small-market';

// A seed in a process of its own, so that a test can kill it.
await seedMarket({ ...smallMarket, db: client(), now: () => new Date(), say: (line) => { process.stdout.write(`${line}\n`); } });
process.exit(0);
