import { describe, expect, it } from 'vitest';
import { enumerateDoors } from '@/tests/access/enumerate';
import { allowedMethods, readRoutes } from '@/scripts/serve/allowed-methods.mjs';

describe('S16 what an address allows', () => {
  it.each([
    ['/api/me', 'GET, HEAD, OPTIONS'], ['/api/consent', 'GET, POST, HEAD, OPTIONS'], ['/api/uploads/finish', 'POST, OPTIONS'],
    ['/api/uploads/00000000-0000-4000-8000-000000000000', 'GET, HEAD, OPTIONS'], ['/api/uploads/tus', 'HEAD, POST, PATCH, DELETE, OPTIONS'], ['/api/uploads/tus/abc', 'HEAD, POST, PATCH, DELETE, OPTIONS'],
    ['/.well-known/gpc.json', 'GET, HEAD, OPTIONS'], ['/api/downloads/x', 'GET, HEAD, OPTIONS'],
  ])('%s: %s', (path, allowed) => {
    expect(allowedMethods(path)).toBe(allowed);
  });

  it('is read from the same routes that the access matrix has', () => {
    const verbs = enumerateDoors().filter((door) => /^[A-Z]+ \//.test(door));
    expect(readRoutes().flatMap((route) => route.verbs)).toHaveLength(verbs.length);
  });
});
