import { expect, it } from 'vitest';
import { eachInTurn } from '@/lib/shared/each-in-turn';

it('one that fails holds up no other, and that some did is thrown at the end with the first cause', async () => {
  const done: number[] = [];
  const act = async (item: number) => {
    if (item % 2 === 0) throw new RangeError(`no ${item}`);
    done.push(item);
    await Promise.resolve();
  };
  await expect(eachInTurn([1, 2, 3, 4, 5], 'could not be counted', act)).rejects.toMatchObject({ message: '2 of 5 could not be counted', cause: new RangeError('no 2') });
  expect(done).toEqual([1, 3, 5]);
  await eachInTurn([7], 'could not be counted', act);
  expect(done).toEqual([1, 3, 5, 7]);
});
