import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '#notify/slack/command';
import { parseInteraction } from '#notify/slack/interaction';
import { refusalOf } from '#notify/slack/verify';

/** Payloads that another library recorded; they lie beside the repository, and are never copied into it. */
const folder = join(import.meta.dirname, '../../../../shared/data/slack/java-slack-sdk');
const isThere = existsSync(folder);
const our = { team: 'T1', app: 'A1' };
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const files = (under: string) => (isThere ? readdirSync(join(folder, under)).filter((it) => it.endsWith('.json')) : []);

describe('recorded payloads of Slack', () => {
  it('are where they are looked for, or it is said that they are not', () => {
    // A machine without them proves nothing here, and says so.
    if (!isThere) process.stderr.write(`0 recorded payloads of Slack were tried: ${folder} is not there\n`);
    expect(files('app-backend/views').length + files('app-backend/interactive-components').length).toBe(
      isThere ? 5 : 0,
    );
  });

  it.each(files('app-backend/interactive-components').map((it) => `app-backend/interactive-components/${it}`))(
    '%s is read, and is of a stranger',
    (path) => {
      expect(parseInteraction(read(path), our)).toEqual({ is: 'foreign', why: 'It is of another app.' });
    },
  );

  it.each(files('app-backend/views').map((it) => `app-backend/views/${it}`))(
    '%s is read with ids filled in',
    (path) => {
      const filled = fill(read(path));
      const { is } = parseInteraction(filled, our);
      expect(is).toBe(path.includes('Closed') ? 'nothing' : 'foreign');
    },
  );

  it.each(isThere ? ['BlockActionPayload'] : [])('%s is read with ids and one of our buttons filled in', (name) => {
    const filled = fill(read(`app-backend/interactive-components/${name}.json`));
    const container = {
      ...(filled['container'] as object),
      type: 'message_attachment',
      channel_id: 'C1',
      message_ts: '1.000001',
    };
    const actions = [{ type: 'button', action_id: 'explain', value: 'v1.g-1.abc', action_ts: '1.5' }];
    const intent = parseInteraction({ ...filled, container, channel: { id: 'C1', name: 'c' }, actions }, our);
    expect(intent).toMatchObject({
      is: 'press',
      act: 'explain',
      about: 'g-1',
      nonce: 'abc',
      user: 'U12',
      place: { channel: 'C1', ts: '1.000001' },
    });
  });

  it.each(isThere ? ['SlashCommandPayload'] : [])('%s is read with ids filled in', (name) => {
    const fields = read(`app-backend/slash-commands/${name}.json`) as Record<string, unknown>;
    const form = new URLSearchParams(Object.entries(fields).map(([key, value]) => [key, String(value)]));
    expect(parseCommand(form, our).is).toBe('foreign');
    const ids = {
      api_app_id: 'A1',
      team_id: 'T1',
      user_id: 'U12',
      channel_id: 'C1',
      command: '/shoalwatch',
      text: ' open  critical ',
    };
    for (const [key, value] of Object.entries(ids)) form.set(key, value);
    expect(parseCommand(form, our)).toMatchObject({ is: 'command', words: ['open', 'critical'], user: 'U12' });
  });

  it.each(isThere ? ['aws/ApiGatewayRequest.json'] : [])('%s is refused, as its time is years ago', (path) => {
    const { headers } = read(path) as { readonly headers: Record<string, string> };
    const now = Date.parse('2026-11-22T09:00:00Z');
    expect(refusalOf({ headers, body: new Uint8Array() }, { secrets: ['s'], now })).toMatch(/time/);
  });
});

/** The recorded payloads have every field and no values. */
function fill(payload: unknown): Record<string, unknown> {
  const document = payload as Record<string, Record<string, unknown>>;
  const view = document['view'] && { view: { ...document['view'], app_id: 'A1' } };
  return {
    ...document,
    ...view,
    api_app_id: 'A1',
    team: { ...document['team'], id: 'T1' },
    user: { ...document['user'], id: 'U12', team_id: 'T1' },
  };
}
