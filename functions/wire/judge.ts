import { randomUUID } from 'node:crypto';
import { liveOn } from '#app/policy/live';
import type { Judge } from '#app/stack/stack';
import { warmFindings } from '#app/stack/warm-findings';
import { announcedActions } from '#clouds/event-readers';
import { lookoutOf } from '#engine/moved/lookout';
import { typesOf } from '#engine/ruleset';
import type { PolicyDocument } from '#model';
import { rules } from '#rules/catalog.gen';
import { leasesOn } from '#store/lease';
import { build } from './build.ts';
import { policyDocument } from './policy.ts';
import { stackOf, type Given, type StackNames } from './stack.ts';

/** What of judging does not change while its process lives. */
export type JudgeParts = Omit<Judge, 'holder'>;

/** What judging is made of. The document is what counts while no version of the policy is active. */
export function judgeParts(file: PolicyDocument, names: StackNames, given: Given = {}): JudgeParts {
  const stack = stackOf(typesOf(rules), names, given);
  const { memory, work, clock } = stack;
  return {
    ...stack,
    leases: leasesOn(work, clock),
    warm: warmFindings(clock),
    lookout: lookoutOf(),
    live: liveOn({ rules, build, file, memory }),
    actions: announcedActions,
    every: (ms, act) => {
      const timer = setInterval(act, ms);
      return () => clearInterval(timer);
    },
  };
}

/** The parts of the stack that the environment names. */
export const deployedJudge = async (names: StackNames): Promise<JudgeParts> =>
  judgeParts(await policyDocument(), names);

/** The parts for one call: whatever it holds is told from what other calls hold. */
export const forOneCall = (parts: JudgeParts): Judge => ({ ...parts, holder: randomUUID() });
