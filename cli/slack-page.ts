import { writeFile } from 'node:fs/promises';
import { groundOf, type AlertDesk } from '#app/alert/desk';
import { estateViews } from '#app/alert/cards/estate-views';
import type { Slack } from '#app/alert/ports';
import { targetNames } from '#app/config/target-names';
import { plainMessage } from '#notify/slack/plain-text';
import { renderPreview } from '#notify/slack/preview/page';
import { render } from '#notify/slack/render';
import type { Memory } from '#model';
import { frameworks } from '#rules/frameworks.gen';
import type { Settings } from './settings.ts';
import { liveOf } from './standing.ts';
import { version } from './version.ts';
import { clock } from './wire.ts';

/** Writes how Slack would show what a store remembers, as one page. The count of its messages; 0 where nothing was scanned. */
export async function writeSlackPage(memory: Memory, settings: Settings, path: string): Promise<number> {
  const desk: AlertDesk = {
    ...{ memory, clock, frameworks, version, live: liveOf(settings, memory), nameOf: targetNames(settings.config) },
    zone: settings.config.org?.timezone ?? 'UTC',
    remediates: settings.config.remediation?.enabled === true,
    ...{ slack: nobody, drawing: { render, plainMessage }, fallback: { tell: () => Promise.resolve() } },
    key: () => 'none',
  };
  const known = await groundOf(desk);
  const views = await estateViews({ ...known, notify: known.policy.notify?.slack ?? { default: 'C0DEMO' } });
  if (!views) return 0;
  const { first, cards } = views;
  const shown = [
    { title: 'The first scan: one message, whatever was found', message: render(first, () => 'none') },
    ...cards.map((card) => ({ title: card.rule.id, message: render(card, () => 'none') })),
  ];
  await writeFile(path, renderPreview(shown, { says: whatItIs(cards.length) }));
  return shown.length;
}

const whatItIs = (cards: number): string =>
  `What was found, as Slack would show it: the message of the first scan, then the ${cards} cards that critical and high findings would have if they came up one by one.`;

/** A page asks nobody. */
const nowhere = { is: 'down', why: 'a page sends nothing' } as const;
const nobody: Slack = {
  post: () => Promise.resolve(nowhere),
  update: () => Promise.resolve(nowhere),
  remove: () => Promise.resolve(nowhere),
  ephemeral: () => Promise.resolve(nowhere),
};
