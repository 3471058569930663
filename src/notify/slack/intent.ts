import type { Act } from '../view-base.ts';
import type { FormName } from './actions.ts';

/** Who asks for something, as Slack says it. */
export interface Asker {
  readonly team: string;
  /** Slack's id of the user. */
  readonly user: string;
  readonly name: string;
}

interface Asked extends Asker {
  /** The same for the same thing that was pressed, however often it is delivered. */
  readonly delivery: string;
  /** Opens a modal, once and within three seconds. */
  readonly trigger?: string;
  /** Takes answers that only the asker sees, five within half an hour. */
  readonly respond?: string;
}

/** A message, by where it stands. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/** A button, a choice or a menu entry of a message. */
export interface PressIntent extends Asked {
  readonly is: 'press';
  readonly act: Act;
  /** The group, plan or waiver that the message is about. */
  readonly about: string;
  readonly nonce: string;
  /** A length of time: `8h`. */
  readonly choice?: string;
  readonly place: Place;
  /** The form that it opens, and the view of it, where it could be opened. */
  readonly form?: FormName;
  readonly view?: string;
}

/** A modal that was sent. */
export interface FormIntent extends Asked {
  readonly is: 'form';
  readonly form: FormName;
  /** What the button that opened it carried. */
  readonly pressed: Pick<PressIntent, 'act' | 'about' | 'nonce' | 'place'>;
  /** By the name of the input. What was left empty is not there. */
  readonly values: Readonly<Record<string, string>>;
}

/** `/shoalwatch` with its words. */
export interface CommandIntent extends Asked {
  readonly is: 'command';
  readonly words: readonly string[];
  readonly channel: string;
}

/** What a person wants. */
export type Intent = PressIntent | FormIntent | CommandIntent;

/** Nothing is to be done: a modal was closed, a link was opened. */
export interface Nothing {
  readonly is: 'nothing';
}

/** It is no request of this app's people: why, for the log. */
export interface Foreign {
  readonly is: 'foreign';
  readonly why: string;
}

/** The app that requests have to be of. */
export interface OurApp {
  /** The workspace (`T...`), or the organisation (`E...`) that the app is installed for. */
  readonly team: string;
  readonly app: string;
  /** Where answers may be sent to, beside Slack itself: the origin of a stand-in. */
  readonly origin?: string;
}
