import { mayRespond, type May } from '#engine/people/access';
import { ShoalwatchError, type GroupRecord } from '#model';
import type { FormIntent, Place, PressIntent } from '#notify/slack/intent';
import type { Scene } from './scene.ts';
import { subjectOf, type Subject } from './subject.ts';

/** What one control of a message does. */
export interface Deed {
  /** Whether it is the button itself, or the form that it opens, which does something. */
  readonly takes: 'press' | 'form';
  /** Whether it changes anything: such a button works once. */
  readonly acts: boolean;
  readonly may: (scene: Scene, about: string) => May | Promise<May>;
  /** Does it, and answers what the person is told. Throws with the reason where it cannot be done. */
  readonly work: (scene: Scene, intent: PressIntent | FormIntent, group: GroupRecord | undefined) => Promise<string>;
}

/** Whoever may look. */
export const anybody = (): May => ({ may: true });

/** Whoever answers for what is found. */
export const responder = ({ access, actor }: Scene): May => mayRespond(access, actor);

/** A control that only tells. */
export const looking = (work: Deed['work']): Deed => ({ takes: 'press', acts: false, may: anybody, work });

/** A control that changes something. */
export const acting = (may: Deed['may'], work: Deed['work'], takes: Deed['takes'] = 'press'): Deed => ({
  takes,
  acts: true,
  may,
  work,
});

/** What was written into a field of a form. */
export const valueIn = (intent: PressIntent | FormIntent, name: string): string => valuesIn(intent)[name] ?? '';

/** All that was written into a form; nothing where it was a button. */
export const valuesIn = (intent: PressIntent | FormIntent): Readonly<Record<string, string>> =>
  intent.is === 'form' ? intent.values : {};

const buttonOf = (intent: PressIntent | FormIntent): Pick<PressIntent, 'about' | 'place'> =>
  intent.is === 'form' ? intent.pressed : intent;

/** What the message is about on which it was pressed. */
export const idOf = (intent: PressIntent | FormIntent): string => buttonOf(intent).about;

/** Where that message stands. */
export const placeOf = (intent: PressIntent | FormIntent): Place => buttonOf(intent).place;

/** The findings that it is about. Throws where it is about none. */
export async function aboutOf({ desk, policy }: Scene, intent: PressIntent | FormIntent): Promise<Subject> {
  const subject = await subjectOf(desk, idOf(intent), policy);
  if (subject) return subject;
  throw new ShoalwatchError('usage', 'this message is about no finding');
}
