import { parseArgs } from 'node:util';
import { suites, type SuiteName } from './bench/suites';

/**
 * `npm run bench -- [suite …] [--json]`: named suites, each against a baseline measured in the same run. Figures are medians; the
 * ratio is what to quote, since machines differ. With --json nothing else is written to standard output.
 */
const names = Object.keys(suites) as SuiteName[];
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
const unknown = positionals.filter((name) => !names.includes(name as SuiteName));
if (unknown.length > 0) {
  console.error(`Unknown suite ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  process.exit(2);
}
const wanted = positionals.length > 0 ? names.filter((name) => positionals.includes(name)) : names;
const say = (line: string): void => { if (!values.json) console.error(line); };
const results = [];
for (const name of wanted) {
  say(`\n── ${name} ──`);
  const suite = await suites[name]();
  const rows = await suite.run(say);
  results.push({ suite: name, node: process.versions.node, at: new Date().toISOString(), rows });
  if (!values.json) console.table(rows);
}
if (values.json) console.log(JSON.stringify(results, null, 2));
process.exit(0);
