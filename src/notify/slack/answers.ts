import type { Call } from './call.ts';
import type { FormName } from './actions.ts';
import { editFixForm, fixAllForm, type EditFix, type FixAll } from './fix-forms.ts';
import {
  acceptRiskForm,
  assignForm,
  changeWaiverForm,
  refusedForm,
  waitingForm,
  wrongForm,
  type AcceptRisk,
} from './forms.ts';
import type { PressIntent } from './intent.ts';
import { metadataOf } from './private-metadata.ts';
import { textIn } from './payload.ts';

/** What a form says once the facts are known. */
export type Filled =
  | { readonly form: 'accept-risk'; readonly facts: AcceptRisk }
  | { readonly form: 'fix-all'; readonly several: FixAll }
  | { readonly form: 'edit-fix'; readonly edit: EditFix }
  | { readonly form: 'assign' | 'wrong' | 'change-waiver'; readonly what: string }
  | { readonly form: FormName; readonly refused: string };

type Opened = Pick<PressIntent, 'act' | 'about' | 'nonce' | 'place'>;

/**
 * Opens the form of a button with nothing in it yet: a trigger lives for three seconds. Answers the id of its view, or
 * undefined where Slack did not open it.
 */
export async function openForm(
  call: Call,
  trigger: string,
  form: FormName,
  opened: Opened,
): Promise<string | undefined> {
  const answer = await call('views.open', { trigger_id: trigger, view: waitingForm(form, metadataOf(opened)) });
  return answer.ok ? textIn(answer.data, 'view', 'id') : undefined;
}

/** Answers people: at the address that came with what they pressed, or as a message that they alone see. */
export function answersOn(call: Call, send: typeof fetch) {
  return {
    async answer(
      {
        channel,
        user,
        respond,
      }: { readonly channel: string; readonly user: string; readonly respond?: string | undefined },
      text: string,
    ): Promise<void> {
      if (respond !== undefined && (await responded(send, respond, text))) return;
      const answer = await call('chat.postEphemeral', { channel, user, text });
      if (!answer.ok) throw new Error(`${user} could not be answered: ${answer.error}`);
    },
    async announce(channel: string, text: string): Promise<void> {
      const answer = await call('chat.postMessage', { channel, text, unfurl_links: 'false', unfurl_media: 'false' });
      if (!answer.ok) throw new Error(`${channel} could not be told: ${answer.error}`);
    },
    /** Tells one person in a conversation of his own with the app. False where the app may not open one (`im:write`). */
    async direct(user: string, text: string): Promise<boolean> {
      const opened = await call('conversations.open', { users: user });
      const channel = opened.ok ? textIn(opened.data, 'channel', 'id') : undefined;
      if (channel === undefined) return false;
      const answer = await call('chat.postMessage', { channel, text, unfurl_links: 'false', unfurl_media: 'false' });
      return answer.ok;
    },
    async remove({ channel, ts }: Opened['place']): Promise<void> {
      const answer = await call('chat.delete', { channel, ts });
      if (!answer.ok && answer.error !== 'message_not_found') throw new Error(`${ts} stays: ${answer.error}`);
    },
    /** Fills a form that was opened empty. */
    async fill(id: string, filled: Filled, opened: Opened): Promise<void> {
      const view = viewOf(filled, metadataOf(opened));
      const answer = await call('views.update', { view_id: id, view });
      // One that was closed meanwhile is nobody's loss.
      if (!answer.ok && answer.error !== 'not_found') throw new Error(`a form stays empty: ${answer.error}`);
    },
  };
}

function viewOf(filled: Filled, metadata: string) {
  if ('refused' in filled) return refusedForm(filled.form, filled.refused, metadata);
  switch (filled.form) {
    case 'accept-risk':
      return acceptRiskForm(filled.facts, metadata);
    case 'fix-all':
      return fixAllForm(filled.several, metadata);
    case 'edit-fix':
      return editFixForm(filled.edit, metadata);
    case 'assign':
      return assignForm(filled.what, metadata);
    case 'change-waiver':
      return changeWaiverForm(filled.what, metadata);
    case 'wrong':
      return wrongForm(filled.what, metadata);
  }
}

async function responded(send: typeof fetch, url: string, text: string): Promise<boolean> {
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text });
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const answer = await send(url, {
    method: 'POST',
    redirect: 'error',
    headers,
    body,
    signal: AbortSignal.timeout(5_000),
  }).catch(() => undefined);
  return answer?.ok === true;
}
