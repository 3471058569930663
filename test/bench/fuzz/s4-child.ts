import { openEmbedded } from '#store/embedded';

// Uses nonces of a store that another process uses, too, and says which ones it had.
const [, , store = '', name = '', count = '0'] = process.argv;
const { nonces, close } = openEmbedded(store, 'act');

process.once('message', () => {
  void use();
});
process.send?.('ready');

async function use(): Promise<void> {
  const taken: number[] = [];
  for (let n = 0; n < Number(count); n += 1) {
    if ((await nonces.take(`raced ${n}`, name, '2027-01-01T00:00:00.000Z')) === 'taken') taken.push(n);
  }
  close();
  process.send?.(taken, () => process.disconnect());
}
