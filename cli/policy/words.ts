import { InvalidArgumentError } from 'commander';
import { nameOf } from '#app/policy/notes';
import type { OverlaySetting } from '#model';

/** What an overlay entry says, in a few words. */
export function overlayWords(entry: OverlaySetting): string {
  switch (entry.is) {
    case 'deny':
      return `deny ${entry.list} ${nameOf(entry.item)}`;
    case 'allow':
      return `allow ${entry.list} ${entry.item}`;
    case 'rule': {
      const { enabled, severity, params = {} } = entry.setting;
      const said = [
        ...(enabled === undefined ? [] : [enabled ? 'on' : 'off']),
        ...(severity === undefined ? [] : [severity]),
        ...Object.entries(params).map(([name, value]) => `${name} ${JSON.stringify(value)}`),
      ];
      return `${entry.rule} ${said.join(', ')}`;
    }
  }
}

/** Reads the number of a version. */
export function versionNumber(text: string): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < 1) throw new InvalidArgumentError('A version is a number from 1 on.');
  return value;
}

/** Reads the number of a version that is expected; 0 stands for none. */
export const expectedVersion = (text: string): number => (text === '0' ? 0 : versionNumber(text));

/** Reads why something is done. */
export function messageText(text: string): string {
  if (text.trim() === '' || text.length > 2000) throw new InvalidArgumentError('It has from 1 to 2000 characters.');
  return text;
}
