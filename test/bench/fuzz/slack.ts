import { render } from '#notify/slack/render';
import { manifestOf } from '#notify/slack/manifest';
import { plainMessage } from '#notify/slack/plain-text';
import { samples } from '#notify/slack/samples/samples';
import { validateBlocks } from '#notify/slack/validate';
import type { Seeded } from '../../sim/seeded.ts';
import { hostileView } from '#test/notify/slack/hostile-view';
import { hostileSeeds } from '../../support/hostile.ts';
import { mutateText } from './mutate.ts';
import type { Subject } from './subject.ts';

/** Messages for Slack, over facts that somebody else has written: each has to be one that Slack takes. */
export const slackSubjects: readonly Subject[] = [
  {
    name: 'Slack messages',
    make: (random) => {
      const [, view] = random.pick(samples);
      const changed = hostileView(view, textOf(random), random.chance(0.5) ? 'after' : 'alone');
      return () => {
        const [mistake] = validateBlocks(render(changed, () => 'n'));
        if (mistake !== undefined) throw new Error(mistake);
      };
    },
  },
  {
    name: 'Slack as plain text',
    make: (random) => {
      const changed = hostileView(random.pick(samples)[1], textOf(random));
      return () => plainMessage(changed);
    },
  },
  {
    name: 'Slack manifest',
    make: (random) => {
      const url = mutateText('https://abc123.execute-api.eu-west-1.amazonaws.com/', random);
      return () => manifestOf(url, ['users', 'groups']);
    },
  },
];

function textOf(random: Seeded): string {
  const seed = random.pick(hostileSeeds);
  const text = random.chance(0.5) ? seed : mutateText(seed, random);
  return random.chance(0.1) ? text.repeat(1 + Math.floor(4096 / (text.length + 1))) : text;
}
