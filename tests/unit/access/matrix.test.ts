import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enumerateDoors } from '@/tests/access/enumerate';
import { accessTable } from '@/tests/access/table';

describe('S1 the access matrix', () => {
  const doors = enumerateDoors();

  it('sees pages, routes and actions', () => {
    for (const kind of ['page /account', 'GET /api/me', 'POST /api/auth/[...nextauth]', 'action signUpAction']) expect(doors).toContain(kind);
    expect(doors.length).toBeGreaterThan(80);
  });

  it('has a row for every door: add a missing one to tests/access/table.ts', () => {
    expect(doors.filter((door) => !(door in accessTable))).toEqual([]);
  });

  it('asks every action and every route that writes with a sound input: what refuses is then the right to do it, not how it was asked', () => {
    // Asked by a header, by the address, by a body that the sign-in library reads, or not there at all.
    const bare = ['POST /api/auth/[...nextauth]', 'POST /api/uploads/tus/[[...id]]', 'DELETE /api/uploads/tus/[[...id]]', ...['POST', 'PUT', 'PATCH', 'DELETE'].map((verb) => `${verb} /api/[[...path]]`)];
    const writing = doors.filter((door) => /^(?:action|POST|PUT|PATCH|DELETE) /.test(door) && !bare.includes(door));
    expect(writing.length).toBeGreaterThan(70);
    expect(writing.filter((door) => accessTable[door]?.input === undefined)).toEqual([]);
  });

  it('leaves to a journey only what that journey does', () => {
    const left = Object.entries(accessTable).flatMap(([door, { provenBy }]) => (provenBy === undefined ? [] : [[door, provenBy] as const]));
    expect(left).toEqual([['action trainModelsAction', 'admin.spec.ts']]);
    for (const [, spec] of left) expect(readFileSync(join(import.meta.dirname, '../../e2e', spec), 'utf8')).toContain("getByRole('button', { name: 'Train now' }).click()");
  });

  it('has no row for a door that is gone', () => {
    expect(Object.keys(accessTable).filter((door) => !doors.includes(door))).toEqual([]);
  });
});

describe('S3 no middleware decides', () => {
  it.each(['proxy', 'middleware'].flatMap((name) => ['ts', 'js', 'mjs'].flatMap((end) => [[`${name}.${end}`], [`src/${name}.${end}`], [`app/${name}.${end}`]])))('%s is not there', (file) => {
    expect(existsSync(join(import.meta.dirname, '../../..', file))).toBe(false);
  });
});
