import type { Check } from '#model';
import type { Guard, Guarded } from './check.ts';
import { endpointGuard } from './endpoint.ts';
import { fixLoopGuard } from './fix-loop.ts';
import { freezeGuard } from './freeze.ts';
import { graverGuard } from './graver.ts';
import { killSwitchGuard } from './kill-switch.ts';
import { limitGuard } from './limit.ts';
import { ownSightGuard } from './own-sight.ts';
import { ownerGuard } from './owner.ts';
import { standingGuard } from './standing.ts';

/** Every guard, in the order in which they are asked: the limits come last, when nothing else stands in the way. */
export const guards: Readonly<Record<string, Guard>> = {
  'kill-switch': killSwitchGuard,
  standing: standingGuard,
  owner: ownerGuard,
  endpoint: endpointGuard,
  'own-sight': ownSightGuard,
  graver: graverGuard,
  'fix-loop': fixLoopGuard,
  freeze: freezeGuard,
  limit: limitGuard,
};

/** What every guard says. */
export const checksOf = (about: Guarded): readonly Check[] =>
  Object.entries(guards).flatMap(([guard, look]) => look(about).map((said) => ({ guard, ...said })));

/** The first thing that stands in the way. */
export const stopIn = (checks: readonly Check[]): Check | undefined => checks.find(({ result }) => result === 'stop');
