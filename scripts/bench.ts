import { parseArgs } from 'node:util';
import './closed-pipe';
import { suites, type SuiteName } from './bench/suites';
import { failWith } from './refusal-line';

/**
 * `npm run bench -- [suite …] [--json]`: named suites, each against a baseline measured in the same run. Figures are medians; the
 * ratio is what to quote, since machines differ. With --json nothing else is written to standard output.
 */
const names = Object.keys(suites) as SuiteName[];
const { json, train, test, trials, positionals } = readArguments();
const wanted = positionals.length > 0 ? names.filter((name) => positionals.includes(name)) : names;
const say = (line: string): void => { if (!json) console.error(line); };
const results = [];
for (const name of wanted) {
  say(`\n── ${name} ──`);
  const suite = await suites[name]();
  const rows = await suite.run(say, { train, test, trials }).catch((error: unknown) => failWith(error instanceof Error ? error.message : String(error)));
  results.push({ suite: name, node: process.versions.node, at: new Date().toISOString(), rows });
  if (!json) console.table(rows);
}
if (json) console.log(JSON.stringify(results, null, 2));
process.exit(0);

function readArguments() {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals: given } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, train: text, test: text, trials: text } });
    const unknown = given.filter((name) => !names.includes(name as SuiteName));
    if (unknown.length > 0) return failWith(`Unknown suite ${unknown.join(', ')}; there are ${names.join(', ')}.`);
    if ((values.train === undefined) !== (values.test === undefined)) return failWith('--train and --test go together.');
    const count = values.trials === undefined ? undefined : Number(values.trials);
    if (count !== undefined && (!Number.isSafeInteger(count) || count < 0)) return failWith('--trials is a whole number from 0 on.');
    return { json: values.json, train: values.train, test: values.test, trials: count, positionals: given };
  } catch (error) {
    return failWith(`${error instanceof Error ? error.message : String(error)}\nUsage: npm run bench -- [${names.join('|')} …] [--json] [--train FILE --test FILE] [--trials N]`);
  }
}
