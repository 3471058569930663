import type { ModalView } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { acceptRiskForm, assignForm, refusedForm, waitingForm, wrongForm } from '#notify/slack/forms';
import { allTokens, parseMrkdwn } from '#notify/slack/mrkdwn-parse';
import { forms } from '#notify/slack/samples/forms';
import { validateView } from '#notify/slack/validate';
import { hostileStrings } from '../../support/hostile.ts';

const inputsOf = ({ blocks }: ModalView) => blocks.flatMap((it) => ('element' in it && 'label' in it ? [it] : []));
const accept = (what: string, says = what): ModalView =>
  acceptRiskForm(
    {
      what,
      scopes: [{ value: 'resource', says, hides: 1 }],
      suggested: '2026-12-05',
      latest: '2026-12-19',
      deciders: what,
    },
    'x-1',
  );

it.each(forms)('%s: Slack takes it', (_name, form) => {
  expect(validateView(form)).toEqual([]);
});

describe('accepting a risk', () => {
  it('asks for reason, control, ticket, scope, end and approver', () => {
    expect(inputsOf(accept('x')).map(({ block_id }) => block_id)).toEqual([
      'reason',
      'control',
      'ticket',
      'scope',
      'until',
      'approver',
    ]);
  });
  it('takes no reason under 20 characters', () => {
    expect(inputsOf(accept('x'))[0]).toMatchObject({ element: { min_length: 20, action_id: 'reason' } });
  });
  it('says what each scope hides, and chooses the smallest', () => {
    expect(JSON.stringify(accept('x', 'This resource alone'))).toContain('This resource alone (hides 1)');
    expect(inputsOf(accept('x'))[3]).toMatchObject({ element: { initial_option: { value: 'resource' } } });
  });
  it('says the last day that is allowed', () => {
    expect(inputsOf(accept('x'))[4]).toMatchObject({ hint: { text: 'The policy allows 2026-12-19 at the latest.' } });
  });
});

it('a form carries an opaque id and nothing else', () => {
  for (const form of [
    accept('secret name'),
    assignForm('secret name', 'x-1'),
    wrongForm('secret name', 'x-1'),
    waitingForm('assign', 'x-1'),
  ])
    expect(form.private_metadata).toBe('x-1');
});

it('what waits or is refused cannot be sent', () => {
  expect(waitingForm('accept-risk', 'x').submit).toBeUndefined();
  expect(refusedForm('accept-risk', 'Nobody may.', 'x').submit).toBeUndefined();
});

it('hostile text makes no markup in a form, and no form that Slack refuses', () => {
  for (const text of hostileStrings()) {
    for (const form of [accept(text), assignForm(text, 'x'), wrongForm(text, 'x'), refusedForm('assign', text, 'x')]) {
      expect(validateView(form), text).toEqual([]);
      const about = form.blocks.flatMap((it) => ('text' in it && typeof it.text === 'object' ? [it.text.text] : []));
      const live = about.flatMap((it) => allTokens(parseMrkdwn(it))).filter(({ is }) => is !== 'text' && is !== 'bold');
      expect(live, text).toEqual([]);
    }
  }
});
