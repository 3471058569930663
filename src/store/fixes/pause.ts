import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import { ShoalwatchError } from '#model';
import type { Pause, PauseMemory } from '#model';
import { all, type Table } from '../table.ts';

const place = { partition: 'pause', sort: 'remediation' } as const;
const ledgerPlace = 'pause remediation';

/** How often what others throw at the same time is thrown once more. */
const patience = 5;

/** The kill switch, on its two tables. */
export function pauseOn(state: Table, ledger: Table): PauseMemory {
  return {
    async get() {
      return (await state.get(place))?.body as Pause | undefined;
    },
    async set(pause) {
      for (let left = patience; left > 0; left -= 1) {
        const was = await state.get(place);
        const stands = was?.body as Pause | undefined;
        if (stands ? stands.paused === pause.paused : !pause.paused) return stands ?? pause;
        const version = (was?.version ?? 0) + 1;
        const sort = `${`${version}`.padStart(9, '0')} ${shortHash(canonicalJson(pause), 16)}`;
        await ledger.put({ partition: ledgerPlace, sort, version: 1, body: pause });
        if (await state.put({ ...place, version, body: pause })) return pause;
      }
      throw new ShoalwatchError('store', 'fixes are paused and resumed by others all the time', {
        cure: 'look at who does, and ask once more',
      });
    },
    async history() {
      const entries = await Array.fromAsync(all(ledger, ledgerPlace));
      return entries.map(({ body }) => body as Pause);
    },
  };
}
