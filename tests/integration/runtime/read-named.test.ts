import { describe, expect, it } from 'vitest';
import { connect, Prisma, readNamed } from '@/lib/db';
import { poolOf } from '@/lib/db/client';
import { testContext } from '@/tests/support/context';

const { db, databaseUrl } = await testContext();

/** One of each kind of value that the statements which go this way read. */
const values = (text: string) => Prisma.sql`/* named read-named-test */
  select ${text}::text as text, null::text as nothing, 7::int as small, 9007199254740993::bigint as large, true as yes, array['a', 'b, "c"']::text[] as list, '{"a":[1,null]}'::json as json,
    '2026-03-29 01:30:00.123'::timestamp as local, '2026-03-29 01:30:00.123+02'::timestamptz as moment, null::timestamp as never, '3f2504e0-4f89-11d3-9a0c-0305e82c3301'::uuid as id`;

describe('a named statement', () => {
  it('answers the same rows from the connection as through the client, in a transaction as outside', async () => {
    const direct = await readNamed(db, values("it's"));
    expect(direct).toEqual(await db.$queryRaw(values("it's")));
    expect(direct).toEqual([{
      text: "it's", nothing: null, small: 7, large: 9_007_199_254_740_993n, yes: true, list: ['a', 'b, "c"'], json: { a: [1, null] },
      local: new Date('2026-03-29T01:30:00.123Z'), moment: new Date('2026-03-28T23:30:00.123Z'), never: null, id: '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    }]);
    expect(await db.$transaction((tx) => readNamed(tx, values("it's")))).toEqual(direct);
  });

  it('is planned under its name on the connection that asks', async () => {
    const one = connect(databaseUrl, 1);
    try {
      await readNamed(one, values('a'));
      await readNamed(one, values('b'));
      expect(await one.$queryRaw`select name from pg_prepared_statements where name = 'read-named-test'`).toEqual([{ name: 'read-named-test' }]);
    } finally {
      await one.$disconnect();
    }
  });

  it('is asked of the transaction within one, and of another connection outside', async () => {
    const said = Prisma.sql`/* named read-named-said */ select coalesce(current_setting('databourse.said', true), '') as said`;
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`select set_config('databourse.said', 'within', true)`;
      expect([await readNamed(tx, said), await readNamed(db, said)]).toEqual([[{ said: 'within' }], [{ said: '' }]]);
    });
    expect(await readNamed(db, said)).toEqual([{ said: '' }]);
  });

  it('is asked through the client where its connections were closed', async () => {
    const closed = connect(databaseUrl, 1);
    // What was never used is not closed.
    await closed.$queryRaw`select 1`;
    await readNamed(closed, values('a'));
    await closed.$disconnect();
    expect(poolOf(closed)).toBeUndefined();
    expect(await readNamed(closed, values('b'))).toMatchObject([{ text: 'b' }]);
    await closed.$disconnect();
  });

  it('fails as a statement fails, and the next one is answered', async () => {
    await expect(readNamed(db, Prisma.sql`/* named read-named-broken */ select 1 / ${0}::int`)).rejects.toThrow('division by zero');
    expect(await readNamed(db, values('c'))).toMatchObject([{ text: 'c' }]);
  });
});
