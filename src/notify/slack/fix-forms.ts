import type { ModalView } from '@slack/types';
import { valueName, type PlanValue, type ValueKind } from '#engine/plan/plan-value-name';
import { input, modal, optional, said } from './form-parts.ts';
import { limits } from './limits.ts';
import { mrkdwn, plain, prose } from './mrkdwn.ts';

/** What can be put right at once: so many at the most in one form. */
export const mostChoices = 100;

/** How many stand in one list of boxes. */
const perList = 10;

/** What the form for several fixes has to know. */
export interface FixAll {
  readonly what: string;
  /** The gravest first, a hundred at the most. */
  readonly choices: readonly { readonly finding: string; readonly says: string }[];
  /** How many more there are that this form does not name. */
  readonly more: number;
  /** How many have a plan that waits already. */
  readonly waiting: number;
}

/** The form for several fixes. Its inputs: `findings-1` and so on, ten findings each. */
export function fixAllForm({ what, choices, more, waiting }: FixAll, metadata: string): ModalView {
  const all = choices.slice(0, mostChoices);
  const options = all.map(({ finding, says }) => ({
    text: plain(says, limits.optionText),
    value: finding.slice(0, limits.optionValue),
  }));
  const lists = Array.from({ length: Math.ceil(options.length / perList) }, (_, at) =>
    options.slice(at * perList, (at + 1) * perList),
  );
  const rest = [
    more > 0 ? `${more} more come when these have their plans: open the form again.` : '',
    waiting > 0 ? `${waiting} of the group have a plan that waits.` : '',
  ].filter((it) => it !== '');
  return modal('Propose fixes', 'Propose', metadata, [
    said(
      mrkdwn`*${prose(what, 200)}*\nFor each that is chosen a plan is drawn up, and nothing is changed yet. ${prose(rest.join(' ') || 'Each plan is approved by itself.', 300)}`,
    ),
    ...lists.map((list, at) =>
      optional(
        `findings-${at + 1}`,
        options.length <= perList ? 'Which of them?' : `${at * perList + 1} to ${at * perList + list.length}`,
        { type: 'checkboxes', options: list, ...(all.length <= perList && { initial_options: list }) },
      ),
    ),
  ]);
}

/** What the form for a plan's values has to know. */
export interface EditFix {
  readonly what: string;
  readonly values: readonly PlanValue[];
}

/** The form for other values of a plan: one input each. */
export const editFixForm = ({ what, values }: EditFix, metadata: string): ModalView =>
  modal('Edit values', 'Plan with these', metadata, [
    said(
      mrkdwn`*${prose(what, 200)}*\nAnother plan is drawn up with these values, and every check is made anew. It is yours then: where two people have to agree, somebody else approves it. The policy stays as it is.`,
    ),
    ...values.slice(0, 20).map((it) => fieldOf(it)),
  ]);

function fieldOf(it: PlanValue) {
  const name = valueName(it);
  if (it.kind === 'switch') {
    const options = ['true', 'false'].map((value) => ({ text: plain(value, limits.optionText), value }));
    const initial = options.find(({ value }) => value === it.value);
    return input(name, it.name, {
      ...{ type: 'radio_buttons', options },
      ...(initial && { initial_option: initial }),
    });
  }
  const isList = it.kind === 'addresses' || it.kind === 'names' || it.kind === 'numbers';
  return optional(
    name,
    it.name,
    {
      ...{ type: 'plain_text_input', multiline: isList, max_length: 3000 },
      ...(it.value !== '' && { initial_value: it.value.slice(0, 3000) }),
    },
    hints[it.kind],
  );
}

const hints: Readonly<Record<ValueKind, string | undefined>> = {
  addresses: 'Networks such as 203.0.113.0/24, one a line.',
  names: 'One a line.',
  numbers: 'Whole numbers, one a line.',
  number: 'A whole number.',
  switch: undefined,
  text: undefined,
};
