import { existsSync } from 'node:fs';
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

  it('has no row for a door that is gone', () => {
    expect(Object.keys(accessTable).filter((door) => !doors.includes(door))).toEqual([]);
  });
});

describe('S3 no middleware decides', () => {
  it.each(['proxy', 'middleware'].flatMap((name) => ['ts', 'js', 'mjs'].flatMap((end) => [[`${name}.${end}`], [`src/${name}.${end}`], [`app/${name}.${end}`]])))('%s is not there', (file) => {
    expect(existsSync(join(import.meta.dirname, '../../..', file))).toBe(false);
  });
});
