import type { Db } from '@/lib/db';

type Window = { readonly points: number; readonly secondsLeft: number };

/**
 * Counts one more in the running window, or begins a new one; of many requests at once, in however many processes, each gets a number of its own.
 * The database's clock decides, so that machines whose clocks differ count alike.
 */
export async function countAttempt(db: Db, { key, durationSeconds }: { readonly key: string; readonly durationSeconds: number }): Promise<Window> {
  const [row] = await db.$queryRaw<Window[]>`
    insert into "RateLimit" as held (key, points, "expiresAt") values (${key}, 1, clock_timestamp() + make_interval(secs => ${durationSeconds}))
    on conflict (key) do update set
      points = case when held."expiresAt" <= clock_timestamp() then 1 else held.points + 1 end,
      "expiresAt" = case when held."expiresAt" <= clock_timestamp() then excluded."expiresAt" else held."expiresAt" end
    returning points, greatest(1, ceil(extract(epoch from "expiresAt" - clock_timestamp())))::int as "secondsLeft"`;
  if (!row) throw new Error('An attempt was not counted');
  return row;
}

/** @returns false when it stands there already */
export async function takeOnce(db: Db, { key, until }: { readonly key: string; readonly until: Date }): Promise<boolean> {
  return (await db.rateLimit.createMany({ data: { key, points: 1, expiresAt: until }, skipDuplicates: true })).count === 1;
}

/** A window that runs goes on under a new key, unless one runs there already. */
export async function renameWindow(db: Db, { key, before }: { readonly key: string; readonly before: readonly string[] }): Promise<void> {
  await db.$executeRaw`
    insert into "RateLimit" (key, points, "expiresAt")
    select ${key}, points, "expiresAt" from "RateLimit" where key = any(${[...before]}) and "expiresAt" > clock_timestamp() order by points desc limit 1
    on conflict (key) do nothing`;
}

export async function deleteAttempts(db: Db, { keys }: { readonly keys: readonly string[] }): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key: { in: [...keys] } } });
}

export async function deleteWindowsBefore(db: Db, { at }: { readonly at: Date }): Promise<number> {
  return (await db.rateLimit.deleteMany({ where: { expiresAt: { lt: at } } })).count;
}
