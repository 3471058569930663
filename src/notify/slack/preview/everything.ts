import { render } from '../render.ts';
import { forms } from '../samples/forms.ts';
import { samples } from '../samples/samples.ts';
import type { Shown } from './page.ts';

/** Every message in every state and every form, from the sample facts. */
export const everything = (): readonly Shown[] => [
  ...samples.map(([title, view]) => ({ title, message: render(view, (act) => `sample-${act}`) })),
  ...forms.map(([title, form]) => ({ title, form })),
];

/** The people of the samples by their ids, since no Slack is asked who they are. */
export const people: Readonly<Record<string, string>> = {
  U0ANA: 'ana',
  U0BEN: 'ben',
  U0CISO: 'mara',
  S0SRE: 'sre-oncall',
};
