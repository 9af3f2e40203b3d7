import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const app = join(import.meta.dirname, '../../app');

/** Every door of the app, as the file system has it: `page /admin/users`, `GET /api/me`, `action revealIdentityAction`. Groups and the language are left out. */
export function enumerateDoors(): readonly string[] {
  const files = readdirSync(app, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.flatMap((file) => {
    const name = file.split('/').at(-1) ?? '';
    const path = pathOf(relative(app, file));
    if (name === 'page.tsx') return [`page ${path}`];
    if (name === 'route.ts') return verbsOf(readFileSync(file, 'utf8')).map((verb) => `${verb} ${path}`);
    if (/\.tsx?$/.test(name)) return actionsOf(readFileSync(file, 'utf8'));
    return [];
  }).toSorted();
}

function pathOf(file: string): string {
  const parts = file.split('/').slice(0, -1).filter((part) => !/^\(.*\)$/.test(part) && part !== '[locale]');
  return `/${parts.join('/')}`;
}

function verbsOf(text: string): readonly string[] {
  const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  return verbs.filter((verb) => new RegExp(`export (?:async function|function|const) ${verb}\\b|export \\{[^}]*\\b(?:as )?${verb}\\b[^}]*\\}`).test(text));
}

function actionsOf(text: string): readonly string[] {
  if (!/^'use server';/m.test(text)) return [];
  return [...text.matchAll(/^export async function (\w+)/gm)].map(([, name]) => `action ${name ?? ''}`);
}
