import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const folder = join(import.meta.dirname, '../../app');
const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The addresses of a folder of routes with the verbs that each exports, as Next looks for them: what is written out before what is in brackets, part by part. */
export function readRoutes(root = folder) {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name === 'route.ts');
  const routes = files.map((entry) => {
    const parts = relative(root, entry.parentPath).split(sep).filter((part) => part !== '' && !/^\(.*\)$/.test(part));
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    const own = verbs.filter((verb) => new RegExp(`export (?:async function|function|const) ${verb}\\b|export \\{[^}]*\\b(?:as )?${verb}\\b[^}]*\\}`).test(text));
    return { pattern: new RegExp(`^${parts.map(patternOf).join('')}/?$`), order: parts.map((part) => (part.includes('...') ? '2' : part.startsWith('[') ? '1' : '0')).join(''), verbs: own };
  });
  return routes.toSorted((one, other) => (one.order < other.order ? -1 : 1));
}

function patternOf(part) {
  if (part.startsWith('[[...')) return '(?:/.*)?';
  if (part.startsWith('[...')) return '/.+';
  return part.startsWith('[') ? '/[^/]+' : `/${part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
}

let routes;

/** What `Allow` says of an address (RFC 9110, 15.5.6), read from the routes at the first question; null where nothing is known of it. */
export function allowedMethods(path) {
  try {
    routes ??= readRoutes();
  } catch {
    routes = [];
  }
  const own = routes.find(({ pattern }) => pattern.test(path))?.verbs;
  // Next answers these two wherever there is a GET, or anything.
  return own === undefined || own.length === 0 ? null : [...new Set([...own, ...(own.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].join(', ');
}
