import { ShoalwatchError } from '#model';

/** How often what another run writes at the same time is written once more, behind it. */
export const patience = 5;

/** What an item ends with that is never its own turn. */
export const takenByOthers = (what: string): ShoalwatchError =>
  new ShoalwatchError('store', `${what} by others all the time`, {
    cure: 'see which other runs write to this store, and run this one again',
  });
