/**
 * The shape of the house as rules: modules in a line, doors, a pure core, thin pages.
 * `root` lets the same rules run on the planted breaches of the test.
 */
export const moduleLine = ['shared', 'db', 'vault', 'audit', 'mail', 'identity', 'consent', 'storage', 'learning', 'monitoring', 'registry', 'datasets', 'catalog', 'pricing', 'behaviour', 'orders', 'delivery', 'rights', 'jobs'];

export function boundaryRules(root = '') {
  const lib = `^${root}lib/`;
  const doors = `${lib}[^/]+/(index|schema)\\.ts$`;
  const rule = (name, from, to) => ({ name, severity: 'error', from, to });
  return [
    rule('no-cycles', { pathNot: 'generated/' }, { circular: true, viaOnly: { pathNot: 'generated/' } }),
    rule('lib-knows-no-app', { path: lib }, { path: [`^${root}(app|tests|scripts)/`, 'node_modules/(next|next-auth|react|react-dom|use-intl)/'] }),
    rule('core-is-pure', { path: `${lib}[^/]+/core/` }, { reachable: true, path: [`${lib}(db/|env\\.ts)`, 'node_modules/(@prisma|pg)/'] }),
    rule('core-has-no-builtins', { path: `${lib}[^/]+/core/` }, { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' }),
    rule('modules-have-doors', { path: `${lib}([^/]+)/` }, { path: `${lib}[^/]+/`, pathNot: [`${lib}$1/`, `${lib}(shared|db)/`, doors] }),
    rule('app-uses-doors', { path: `^${root}app/` }, { path: `${lib}[^/]+/`, pathNot: [`${lib}shared/`, doors] }),
    rule('app-knows-no-database', { path: `^${root}app/`, pathNot: `^${root}app/_server/` }, { path: ['node_modules/(@prisma|pg)/', `${lib}db/generated/`] }),
    rule('client-stays-client', { path: '\\.client\\.tsx?$' }, { reachable: true, path: [`${lib}db/`, `${lib}env\\.ts`, `^${root}app/_server/`] }),
    ...moduleLine.slice(0, -1).map((name, index) =>
      rule(`${name}-looks-back`, { path: `${lib}${name}/` }, { path: `${lib}(${moduleLine.slice(index + 1).join('|')})/` })),
  ];
}
