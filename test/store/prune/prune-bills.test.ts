import { expect, it } from 'vitest';
import type { Bill } from '#model';
import { billOf, cyclonedx } from '../../bills/documents.ts';
import { prunedShop, type PrunedShop, type Seen } from './pruned-shop.ts';

const shut: Seen = { open: [false], flaw: 1, kind: 'sweep' };
const web = billOf(cyclonedx);

/** The nth bill of the same image: the first letters of its id tell of the folder that it lies in. */
const bill = (number: number, more: Partial<Bill> = {}): Bill => ({
  ...web,
  ...{
    id: `${number}${web.id.slice(1)}`,
    packages: [{ name: 'left', version: `${number}`, ecosystem: 'npm' }],
    ...more,
  },
});

const held = ({ bodies }: PrunedShop): readonly string[] =>
  [...bodies.keys()]
    .flatMap((path) => (path.startsWith('bills/') ? [path.split('/').at(-1)?.charAt(0) ?? ''] : []))
    .sort();
const keep = ({ memory, now }: PrunedShop, it: Bill) => memory.bills.keep(it, new Date(now()).toISOString());

/** A shop in which so many bills of one image came one after the other, long ago. */
async function shopWith(...bills: readonly Bill[]): Promise<PrunedShop> {
  const shop = prunedShop({ recheck: false });
  for (const it of bills) {
    await keep(shop, it);
    shop.pass(1);
  }
  shop.pass(100);
  for (const _ of [1, 2]) await shop.sweep(shut);
  return shop;
}

it('a bill that another one replaced goes after the retention, and the one that counts stays, however old', async () => {
  const shop = await shopWith(bill(1), bill(2), bill(3));
  await shop.prune(30);
  expect(held(shop)).toEqual(['3']);
  const [found] = await shop.memory.bills.holding('npm', 'left');
  expect(found?.versions).toEqual(['3']);
  expect((await shop.prune(30))?.removed).toBe(0);
});

it('one that was imported within the retention stays, though it was replaced', async () => {
  const shop = await shopWith(bill(1));
  await keep(shop, bill(2));
  await keep(shop, bill(3));
  await shop.prune(30);
  expect(held(shop)).toEqual(['2', '3']);
});

it('one that came too late to count stays: whoever imports it again may rely on its file', async () => {
  const shop = await shopWith(
    bill(2, { madeAt: '2026-01-02T00:00:00.000Z' }),
    bill(1, { madeAt: '2026-01-01T00:00:00.000Z' }),
  );
  await shop.prune(30);
  expect(held(shop)).toEqual(['1', '2']);
});

it('a bill that is gone and is imported again is older still, and breaks nothing', async () => {
  const shop = await shopWith(bill(1), bill(2));
  await shop.prune(30);
  expect(await keep(shop, bill(1))).toBe('older');
  expect((await shop.memory.bills.holding('npm', 'left')).flatMap(({ versions }) => versions)).toEqual(['2']);
});

it('wherever an import died, what counts can be read after the files were let go of, and the import can be made once more', async () => {
  for (let dies = 0; dies < 40; dies += 1) {
    const shop = await shopWith(bill(1), bill(2));
    const died = await shop.living(dies, () => keep(shop, bill(3)));
    shop.pass(100);
    for (const _ of [1, 2]) await shop.sweep(shut);
    await shop.prune(30);
    const heads = await shop.memory.bills.heads();
    expect(heads).toHaveLength(1);
    for (const { id } of heads) expect(await shop.memory.bills.bill(id), `dies before write ${dies}`).toBeDefined();
    await keep(shop, bill(3));
    expect((await shop.memory.bills.holding('npm', 'left')).flatMap(({ versions }) => versions)).toEqual(['3']);
    if (died !== undefined) return;
  }
  throw new Error('the import never came to its end');
});
