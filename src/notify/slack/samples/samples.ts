import type { View } from '../../views.ts';
import { estate } from './estate.ts';
import { findings } from './findings.ts';
import { fixes } from './fixes.ts';
import { waivers } from './waivers.ts';

const named = (kind: string, all: Readonly<Record<string, View>>): readonly (readonly [string, View])[] =>
  Object.entries(all).map(([state, view]) => [`${kind}: ${state}`, view]);

/** Every message in every state, from facts that are made up: what the preview shows and the tests hold. */
export const samples: readonly (readonly [name: string, view: View])[] = [
  ...named('Finding', findings),
  ...named('Fix', fixes),
  ...named('Waiver', waivers),
  ...named('Estate', estate),
];
