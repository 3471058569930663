import type { ModalView } from '@slack/types';
import type { FormName } from './actions.ts';
import { input, modal, optional, said } from './form-parts.ts';
import { limits } from './limits.ts';
import { mrkdwn, plain, prose } from './mrkdwn.ts';

/** The least that a reason may have: a word is none. */
export const leastReason = 20;

/** What can be accepted at once, with what it would hide. */
export interface ScopeChoice {
  /** `resource`, `cluster`, `target`: what comes back. */
  readonly value: string;
  /** `This resource alone: payments-prod` */
  readonly says: string;
  readonly hides: number;
}

/** What the form for accepting a risk has to know. Days are ISO dates. */
export interface AcceptRisk {
  readonly what: string;
  readonly scopes: readonly ScopeChoice[];
  readonly suggested: string;
  /** The last day that policy allows. */
  readonly latest: string;
  /** Who may decide, in words. */
  readonly deciders: string;
}

/** The form for accepting a risk. The names of its inputs: `reason`, `control`, `ticket`, `scope`, `until`, `approver`. */
export function acceptRiskForm({ what, scopes, suggested, latest, deciders }: AcceptRisk, metadata: string): ModalView {
  const options = scopes.slice(0, limits.radioOptions).map(({ value, says, hides }) => ({
    text: plain(`${says} (hides ${hides})`, limits.optionText),
    value: value.slice(0, limits.optionValue),
  }));
  return modal('Accept risk', 'Ask for approval', metadata, [
    said(
      mrkdwn`*${prose(what, 200)}*\nNothing is changed in the cloud. It counts as accepted once somebody else has approved it, and as open again when it ends. Deciding: ${prose(deciders, 120)}.`,
    ),
    input(
      'reason',
      'Why is it acceptable?',
      {
        ...{ type: 'plain_text_input', multiline: true, min_length: leastReason, max_length: 1000 },
      },
      `At least ${leastReason} characters. An auditor reads this.`,
    ),
    optional('control', 'What is done instead?', { type: 'plain_text_input', max_length: 500 }),
    optional('ticket', 'Ticket', { type: 'plain_text_input', max_length: 300 }),
    ...(options.length === 0
      ? []
      : [input('scope', 'What does it cover?', { type: 'radio_buttons', options, initial_option: options[0] })]),
    input(
      'until',
      'Until when?',
      { type: 'datepicker', initial_date: suggested },
      `The policy allows ${latest} at the latest.`,
    ),
    optional('approver', 'Whom to ask', {
      type: 'users_select',
      placeholder: plain('Anybody who may decide', limits.placeholder),
    }),
  ]);
}

/** The form for giving a finding to somebody. Its input: `assignee`. */
export const assignForm = (what: string, metadata: string): ModalView =>
  modal('Assign', 'Assign', metadata, [
    said(mrkdwn`*${prose(what, 200)}*`),
    input('assignee', 'Who looks after it?', {
      type: 'users_select',
      placeholder: plain('Choose a person', limits.placeholder),
    }),
  ]);

/** The form for telling that a finding, or its end, is wrong. Its input: `why`. */
export const wrongForm = (what: string, metadata: string): ModalView =>
  modal('This is wrong', 'Send', metadata, [
    said(
      mrkdwn`*${prose(what, 200)}*\nIt stays as it is until somebody has looked. To stop counting it, accept the risk instead.`,
    ),
    input(
      'why',
      'What is wrong about it?',
      { type: 'plain_text_input', multiline: true, min_length: leastReason, max_length: 1000 },
      'What you know that was not read: the setting, the place, the command that shows it.',
    ),
  ]);

/** The form for saying what has to be otherwise before a risk is accepted. Its input: `why`. */
export const changeWaiverForm = (what: string, metadata: string): ModalView =>
  modal('Ask for changes', 'Send', metadata, [
    said(
      mrkdwn`*${prose(what, 200)}*\nThe request is turned down for now, with what you say; whoever asked is told, and may ask again.`,
    ),
    input(
      'why',
      'What has to be otherwise?',
      { type: 'plain_text_input', multiline: true, min_length: leastReason, max_length: 1000 },
      'A shorter time, a smaller scope, something that is done instead.',
    ),
  ]);

/** What stands until the facts are known: a form has to be opened within three seconds. */
export const waitingForm = (form: FormName, metadata: string): ModalView =>
  modal(titles[form], undefined, metadata, [said(mrkdwn`One moment…`)]);

/** What stands where nothing can be asked: why, as a sentence. */
export const refusedForm = (form: FormName, why: string, metadata: string): ModalView =>
  modal(titles[form], undefined, metadata, [said(prose(why, 600))]);

const titles: Readonly<Record<FormName, string>> = {
  'accept-risk': 'Accept risk',
  assign: 'Assign',
  wrong: 'This is wrong',
  'change-waiver': 'Ask for changes',
  'fix-all': 'Propose fixes',
  'edit-fix': 'Edit values',
};
