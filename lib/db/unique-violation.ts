import { Prisma } from './generated/client';

/** With adapter-pg a P2002 carries no meta.target, so the caller decides by which operation it was. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
