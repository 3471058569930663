import { formatTime } from '#lib/time';
import type { Remediation } from '#model';
import { end } from '../arguments.ts';
import { document, type FixOptions } from './options.ts';
import { resultLines, wordsOf } from './page.ts';
import { terminal } from '../terminal.ts';

/** Shows what a plan came to, and ends by it. */
export async function tellEnd(remediation: Remediation, { json }: FixOptions): Promise<void> {
  const out = terminal();
  if (json) await out.data(document({ remediation }));
  else await out.page(`${resultLines(remediation).join('\n')}\n`);
  const { plan, state, stillOpen, undoUntil, next } = remediation;
  const good = (state === 'done' && stillOpen !== true) || state === 'undone';
  const more =
    next !== undefined
      ? `; ${next} is the plan for how it stands now`
      : state === 'done' && undoUntil !== undefined
        ? `; it can be undone until ${formatTime(undoUntil)}`
        : '';
  end({ code: good ? 0 : 4, why: `${plan.id} is ${wordsOf(remediation)}${more}` });
}
