import { describe, expect, it } from 'vitest';
import { eventsOf, knownOnly, sessionsFrom } from '@/scripts/bench/behaviour/read-sessions';
import type { TextTable } from '@/scripts/bench/behaviour/read-table';

const table = (names: string, ...rows: readonly string[]): TextTable => ({ path: 'f', names: names.split(' '), rows: rows.map((row) => row.split(' ')) });
const timesOf = (names: string, ...rows: readonly string[]): number[] => eventsOf(table(names, ...rows)).map((event) => event.seconds);

describe('the time of an event in a file of sessions', () => {
  it.each([['1400000000'], ['1400000000000.0'], ['1400000000000000'], ['1400000000000000000'], ['2014-05-13T16:53:20Z'], ['2014-05-13T16:53:20.000Z'], ['1.4e9']])('is the same moment written as %s', (written) => {
    expect(timesOf('SessionId ItemId Time', `1 a ${written}`)).toEqual([1_400_000_000]);
  });

  it('is told by its own column, not by one that numbers the rows; beside a date by the finer one', () => {
    expect(timesOf('index SessionId Time ItemId', '0 1 500 a', '1 1 400 b')).toEqual([500, 400]);
    expect(timesOf('action_time user_id sku_id type sessionId index', '2018-03-01 u a 1 s 1519862406.0')).toEqual([1_519_862_406]);
    expect(timesOf('session_id product_id eventdate', 's a 1970-01-02')).toEqual([86_400]);
  });

  it('small, made up or the same everywhere still orders a session as its file does', () => {
    const sessions = sessionsFrom(eventsOf(table('SessionId ItemId Time', '2 a 0', '1 x 3', '2 b 0', '1 y 1', '2 c 0')));
    expect(sessions.map(({ id, items }) => [id, items])).toEqual([['2', ['a', 'b', 'c']], ['1', ['y', 'x']]]);
    expect(knownOnly([{ id: 't', items: ['a', 'new', 'b', 'newer'], at: 9 }, { id: 'u', items: ['new', 'a'], at: 9 }], sessions).map(({ items }) => items)).toEqual([['a', 'b']]);
  });

  it('the same for most sessions leaves them in the order of their numbers, or of the file; one that begins anew with every session says nothing of when', () => {
    const read = (...rows: readonly string[]) => sessionsFrom(eventsOf(table('SessionId ItemId Time', ...rows))).map(({ id, items, at }) => [id, items.join(''), Number(at.toFixed(6))]);
    expect(read('10 a 86400', '10 b 86400', '9 c 86400', '9 d 86400', '8 e 0', '7 f 86400', '7 g 86400')).toEqual([['7', 'fg', 86_400], ['8', 'e', 0], ['9', 'cd', 86_400.000001], ['10', 'ab', 86_400.000002]]);
    expect(read('v a 5', 'v b 5', 'u c 5', 'u d 5')).toEqual([['v', 'ab', 5], ['u', 'cd', 5.000001]]);
    expect(read('1 a 0', '1 b 1', '1 c 2', '2 d 0', '2 e 1')).toEqual([['1', 'abc', 0], ['2', 'de', 0.000001]]);
    expect(read('1 a 0', '1 b 1', '2 c 7', '2 d 9')).toEqual([['1', 'ab', 1], ['2', 'cd', 9]]);
  });
});
