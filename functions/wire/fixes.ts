import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Fixes } from '#app/acts/fixes';
import { remediationById } from '#app/remediate/desk';
import { fixesBy } from '#app/remediate/fixes';
import type { Clock, Memory, Plan } from '#model';
import type { DeskFile } from './desk.ts';
import { fixDeskOf, type FixGiven, type FixNames } from './fix-desk.ts';
import { fixMachineOf } from './fix-machine.ts';

type Names = FixNames & Readonly<Record<'FIX_MACHINE' | 'FIX_CLOUDS', string>>;

interface Given extends FixGiven {
  readonly memory: Memory;
  readonly clock: Clock;
  readonly machines?: Pick<SFNClient, 'send'>;
}

/** How long somebody who pressed is kept waiting for what the machine says, in milliseconds. */
const patience = 60_000;
/** An undo that is refused is refused at once; one that is not takes as long as the provider does. */
const shortly = 10_000;

/** Plans and fixes for people, in a process that reaches no cloud: what does is asked of the state machine. */
export function stackFixes(file: DeskFile, names: Names, given: Given): Fixes {
  const { clock, memory, machines: client } = given;
  const desk = fixDeskOf(file, names, given);
  const machine = fixMachineOf({ machine: names.FIX_MACHINE, clouds: names.FIX_CLOUDS.split(','), clock, client });
  const planOf = async (id: string): Promise<Plan> => (await remediationById({ memory }, id)).remediation.plan;
  return fixesBy(desk, {
    async start(id) {
      await machine.start(await planOf(id), { do: 'apply' });
    },
    async undo(id, by) {
      const execution = await machine.start(await planOf(id), { do: 'undo', by });
      const refused = await machine.said(execution, shortly);
      return refused ? `${refused}.` : `${id} is being undone.`;
    },
    async dryRun(id) {
      const execution = await machine.start(await planOf(id), { do: 'dry-run' });
      return (await machine.said(execution, patience)) ?? `${id} is still being looked at: ask once more in a minute.`;
    },
  });
}
