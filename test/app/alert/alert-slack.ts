import type { Change } from '#model';
import { slackOn } from '#notify/slack/send';
import { startSlack, type SlackStandIn } from '../../sim/slack/server.ts';
import { demoWorkspace } from '../../sim/slack/workspace.ts';
import { alertShop, channels, noonClock, type AlertShop } from './alert-shop.ts';

let slack: SlackStandIn | undefined;

export const close = async (): Promise<void> => slack?.close();

/** A shop that tells a Slack of its own, over HTTP. */
export async function opened(
  options: Partial<Parameters<typeof alertShop>[0]> & { readonly slackNow?: () => number } = {},
): Promise<AlertShop & { readonly slack: SlackStandIn }> {
  const clock = options.clock ?? noonClock();
  slack = await startSlack(demoWorkspace, { now: options.slackNow ?? clock.now });
  const told = slackOn({ token: demoWorkspace.token, url: slack.apiUrl, patience: 500 });
  const shop = alertShop({ slack: told, ...options, clock });
  return Object.assign(shop, { slack });
}

/** What stands in a channel, as lock screens show it. */
export const texts = ({ state }: SlackStandIn, channel = channels.platform): readonly string[] =>
  state.messages
    .filter((it) => it.channel === channel && !it.deleted)
    .map(({ versions }) => String(versions.at(-1)?.payload['text']));

/** Every call so far. */
export const calls = ({ state }: SlackStandIn): readonly string[] =>
  state.calls.map(({ method, ok, error }) => `${method}${ok ? '' : ` ${error ?? ''}`}`);

export const change: Change = {
  ...{ eventId: 'e1', provider: 'aws', actor: 'ana@example.com', call: 'shop:SetDoor', origin: 'console', touched: [] },
  at: '2026-11-02T12:00:00.000Z',
};
