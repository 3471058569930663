import { userIn } from '#app/acts/actor';
import { whyNotBy } from '#app/acts/why-not';
import type { Directory } from '#app/acts/desk';
import type { Fixes } from '#app/acts/fixes';
import { carryOut } from '#app/remediate/carry-out';
import type { FixBench, FixDesk } from '#app/remediate/desk';
import { fixesOn } from '#app/remediate/fixes';
import { fixByPolicy, tend } from '#app/remediate/tend';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Memory } from '#model';
import { fixBench, type Benching } from '../fix/bench.ts';
import { fixDesk } from '../fix/desk.ts';
import { clock } from '../wire.ts';

/** The fixes of a process that watches: what people press, and what policy lets be done by itself. */
export interface FixesHere {
  readonly fixes: Fixes;
  /** After each sweep: what has expired, what was left, and what nobody has to approve. */
  tend(): Promise<void>;
}

interface Input extends Omit<Benching, 'desk' | 'remembers' | 'options'> {
  readonly memory: Memory;
  readonly profile?: string | undefined;
  /** The bot token, by which people of Slack are looked up; without it nobody of Slack is known. */
  readonly token: string | undefined;
  /** Hears that something has ended: what stands is read anew by whoever watches. */
  readonly ended: () => void;
  /** Hears of each step: the card of the plan says something else now. */
  readonly wake: () => void;
}

/** Carries fixes out in this process. What came of them is read by the watch itself, which holds the fleet. */
export async function fixesHere({ memory, token, profile, ended, wake, ...given }: Input): Promise<FixesHere> {
  const own = fixDesk(given.settings, memory);
  const directory = await directoryBy(token, given.settings.config.slack?.apiUrl);
  const bySlack = directory && whyNotBy(directory);
  const desk: FixDesk = {
    ...own,
    whyNot: (who, ...about) => (bySlack && userIn(who) ? bySlack(who, ...about) : own.whyNot(who, ...about)),
  };
  const options = profile === undefined ? {} : { profile };
  const made = fixBench({ ...given, desk, options, remembers: false });
  const bench: FixBench = {
    ...made,
    told(...step) {
      made.told?.(...step);
      wake();
    },
  };
  const failed = (what: string) => (error: unknown) =>
    given.screen.note(`  ${what}: ${forTerminalLine(error instanceof Error ? error.message : String(error))}`);
  const start = (plan: string): void => {
    void carryOut(bench, plan).then(ended, failed(`the fix ${plan}`));
  };
  return {
    fixes: fixesOn(bench, start),
    async tend() {
      if (!bench.enabled) return;
      // Whoever pressed was told that it begins: it may have been held by another one then, or this process may have ended.
      const { wentOn } = await tend(bench, ({ approved }) => userIn(approved?.by ?? '') !== undefined);
      const fixed = await fixByPolicy(bench, await memory.findings());
      wake();
      if (wentOn.length + fixed.length > 0) ended();
    },
  };
}

async function directoryBy(token: string | undefined, url: string | undefined): Promise<Directory | undefined> {
  if (token === undefined || token === '') return undefined;
  const [{ callOn }, { directoryOn }] = await Promise.all([
    import('#notify/slack/call'),
    import('#notify/slack/directory'),
  ]);
  return directoryOn({ call: callOn({ token, url, fetch }), now: clock.now });
}
