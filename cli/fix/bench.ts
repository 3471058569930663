import { randomUUID } from 'node:crypto';
import { instantOf, lastSnapshots, type FixBench, type FixDesk } from '#app/remediate/desk';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Cloud, Reading } from '#model';
import { rules } from '#rules/catalog.gen';
import { fixActions } from './desk.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { callersOf } from './wire-callers.ts';
import { handOf, type HandOptions } from './wire-hand.ts';
import { clock } from '../wire.ts';

/** How a process on this machine reaches what it changes. */
export interface Benching {
  readonly desk: FixDesk;
  readonly settings: Settings;
  readonly clouds: readonly Cloud[];
  readonly clusters?: ((readings: readonly Reading[]) => Promise<Cloud> | Cloud) | undefined;
  readonly options: HandOptions;
  readonly screen: Pick<Terminal, 'note'>;
  readonly signal: AbortSignal;
  /** Whether it is this process that may write what was read back into the store. */
  readonly remembers: boolean;
}

/** A bench on the clouds that this machine reaches. */
export function fixBench(given: Benching): FixBench {
  const { desk, settings, clouds, clusters, options, screen, signal, remembers } = given;
  const { memory } = desk;
  let inside: Promise<Cloud> | undefined;
  const enter = async (): Promise<Cloud | undefined> => clusters?.(await lastSnapshots(desk));
  return {
    ...desk,
    clouds: async (provider) => {
      if (provider !== 'kubernetes') return clouds.find((it) => it.provider === provider);
      const entered = inside ?? (await enter());
      if (entered) inside = Promise.resolve(entered);
      return entered;
    },
    hand: handOf({
      ...{ options, config: settings.config, clouds },
      clusterAt: async (id) =>
        (await lastSnapshots(desk)).flatMap(({ resources }) => resources).find((it) => it.id === id),
    }),
    ...{ actions: fixActions, types: typesOf(rules), holder: `here ${randomUUID()}`, signal },
    callers: callersOf({ options, clouds }),
    troubled: (about, error) => screen.note(`  ${forTerminalLine(about)}  ${forTerminalLine(String(error))}`),
    told: (remediation, act) => screen.note(`  ${forTerminalLine(remediation.plan.id)}  ${forTerminalLine(act)}`),
    ...(remembers && {
      remember: async (read) => {
        const startedAt = instantOf(desk);
        await scan({ snapshots: read, ...(await desk.live(startedAt)), memory, clock, startedAt, kind: 're-read' });
      },
    }),
  };
}
