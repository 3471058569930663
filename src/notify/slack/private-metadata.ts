import { controls } from './actions.ts';
import { isAct, textIn } from './payload.ts';
import type { FormIntent } from './intent.ts';

/** What a modal carries of the button that opened it. */
export const metadataOf = ({ act, about, nonce, place }: FormIntent['pressed']): string =>
  ['v1', act, about, nonce, place.channel, place.ts].join(' ');

/** Reads it; undefined for anything that no modal of ours carries. */
export function readMetadata(text: string): FormIntent['pressed'] | undefined {
  const parts = /^v1 ([a-z-]{1,40}) ([\w:-]{1,40}) ([\w-]{1,40}) ([A-Z0-9]{1,30}) (\d{1,15}\.\d{1,10})$/.exec(text);
  const [, act = '', about = '', nonce = '', channel = '', ts = ''] = parts ?? [];
  if (!isAct(act) || controls[act].form === undefined) return undefined;
  return { act, about, nonce, place: { channel, ts } };
}

/** The values of a modal's inputs by the name of each: `state.values.<block>.<action>`. */
export function valuesOf(state: unknown): Readonly<Record<string, string>> {
  const blocks = Object.values(recordIn(recordIn(state)?.['values']) ?? {});
  const inputs = blocks.flatMap((block) => Object.entries(recordIn(block) ?? {}));
  return Object.fromEntries(
    inputs.flatMap(([name, input]) => {
      const value = textIn(input, 'value') ?? textIn(input, 'selected_date') ?? textIn(input, 'selected_user');
      const said = value ?? textIn(input, 'selected_option', 'value') ?? chosenIn(input);
      return said === undefined || said === '' ? [] : [[name, said]];
    }),
  );
}

/** All that was chosen of a list, one a line. */
function chosenIn(input: unknown): string | undefined {
  const options: unknown = recordIn(input)?.['selected_options'];
  if (!Array.isArray(options)) return undefined;
  return options.flatMap((it: unknown) => textIn(it, 'value') ?? []).join('\n');
}

const recordIn = (it: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof it === 'object' && it !== null && !Array.isArray(it) ? { ...it } : undefined;
