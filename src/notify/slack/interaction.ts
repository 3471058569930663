import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import { controls, menuId, readValue } from './actions.ts';
import { askedBy, respondAt } from './asked.ts';
import { isAct, textIn, valueIn } from './payload.ts';
import { readMetadata, valuesOf } from './private-metadata.ts';
import type { Foreign, Intent, Nothing, OurApp } from './intent.ts';

/**
 * Reads the payload of an interaction: what is pressed on a message or inside an attachment of one, and a modal that is
 * sent or closed. Whoever is of another workspace, organisation or app is a stranger, whatever the signature says.
 * Source: https://docs.slack.dev/reference/interaction-payloads
 */
export function parseInteraction(payload: unknown, our: OurApp): Intent | Nothing | Foreign {
  const asker = askedBy(payload, our);
  if ('why' in asker) return asker;
  const type = textIn(payload, 'type');
  if (type === 'block_actions') return pressed(payload, asker, our);
  if (type === 'view_submission') return sent(payload, asker, our);
  return type === 'view_closed' ? { is: 'nothing' } : foreign('It is no interaction that messages of ours offer.');
}

type Asker = Exclude<ReturnType<typeof askedBy>, Foreign>;

const foreign = (why: string): Foreign => ({ is: 'foreign', why });

function pressed(payload: unknown, asker: Asker, our: OurApp): Intent | Nothing | Foreign {
  const container = textIn(payload, 'container', 'type');
  if (container !== 'message' && container !== 'message_attachment') return foreign('It was pressed on no message.');
  const [channel, ts] = [textIn(payload, 'container', 'channel_id'), textIn(payload, 'container', 'message_ts')];
  if (channel === undefined || ts === undefined || channel !== textIn(payload, 'channel', 'id')) {
    return foreign('It does not say on which message it was pressed.');
  }
  const actions = valueIn(payload, 'actions');
  if (!Array.isArray(actions) || actions.length !== 1) return foreign('It is not one control that was pressed.');
  const [action] = actions as readonly unknown[];
  const id = textIn(action, 'action_id') ?? '';
  const value = textIn(action, 'selected_option', 'value') ?? textIn(action, 'value');
  const carried = value === undefined ? undefined : readValue(value);
  if (!carried) return foreign('Its value is none of ours.');
  const act = id === menuId ? (carried.choice ?? '') : id;
  if (!isAct(act)) return foreign('Its control is none of ours.');
  if (controls[act].is === 'link') return { is: 'nothing' };
  if (controls[act].is === 'choice' && carried.choice === undefined) return foreign('Nothing was chosen.');
  const when = textIn(action, 'action_ts') ?? '';
  return {
    ...{ ...asker, is: 'press', act, about: carried.id, nonce: carried.nonce, place: { channel, ts } },
    ...(controls[act].form && { form: controls[act].form }),
    ...(id !== menuId && carried.choice !== undefined && { choice: carried.choice }),
    ...respondAt(textIn(payload, 'response_url'), our),
    delivery: deliveryOf(asker, { when, channel, ts, id, value: value ?? '' }),
  };
}

function sent(payload: unknown, asker: Asker, our: OurApp): Intent | Foreign {
  const app = textIn(payload, 'view', 'app_id');
  if (app !== undefined && app !== our.app) return foreign('The form is of another app.');
  const before = readMetadata(textIn(payload, 'view', 'private_metadata') ?? '');
  const form = before && controls[before.act].form;
  if (!before || form === undefined) return foreign('The form is none of ours.');
  const values = valuesOf(valueIn(payload, 'view', 'state'));
  const [view, hash] = [textIn(payload, 'view', 'id') ?? '', textIn(payload, 'view', 'hash') ?? ''];
  return { ...asker, is: 'form', form, pressed: before, values, delivery: deliveryOf(asker, { view, hash }) };
}

const deliveryOf = ({ user }: Asker, parts: Readonly<Record<string, string>>): string =>
  shortHash(canonicalJson({ user, ...parts }), 24);
