export { client, connect, type Db } from './client';
export type { Actor, Context } from './context';
export { isDataRefusal } from './data-refusal';
export { gatheredByClient } from './gathered-by-client';
export { readNamed } from './read-named';
export { isUniqueViolation } from './unique-violation';
export { Prisma, type PrismaClient, type Role } from './generated/client';
export { requireRole, requireStepUp, stepUpSeconds } from './require-role';
