import type { Instant } from '#lib/time';
import type { Nonces } from '#model';
import type { Table } from '../table.ts';

interface Body {
  readonly by: string;
  readonly done?: true;
}

/** What may be used once, on the work table: whoever writes the item first has it. */
export function noncesOn(work: Table): Nonces {
  return {
    async take(name, by, until) {
      const body: Body = { by };
      if (await work.put({ partition, sort: name, version: 1, body, expires: until })) return 'taken';
      const was = (await work.get({ partition, sort: name }))?.body as Body | undefined;
      if (was?.by !== by) return 'used';
      return was.done ? 'done' : 'again';
    },
    async done(name, by, until: Instant) {
      const was = await work.get({ partition, sort: name });
      if ((was?.body as Body | undefined)?.by !== by) return;
      const body: Body = { by, done: true };
      await work.put({ partition, sort: name, version: (was?.version ?? 0) + 1, body, expires: until });
    },
  };
}

const partition = 'nonces';
