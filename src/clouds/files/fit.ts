import type { Found } from '../recogniser.ts';

/**
 * Says what is wrong with the shape of an object: whatever the engine will ask its type of it is asked here once, so
 * that a file with a text where a list belongs is named, and stops nothing.
 */
export function misfitOf({ type, id, config }: Pick<Found, 'type' | 'id' | 'config'>): string | undefined {
  const address = typeof id === 'string' ? id : id('files');
  const asked: [string, () => unknown, (answer: unknown) => boolean][] = [
    ...Object.entries(type.keys).map(([key, read]): (typeof asked)[number] => [key, () => read(config), isKey]),
    ['state', () => type.settling?.(config), isText],
    ['owner', () => type.owner?.(address, config), isText],
    ['namespace', () => type.namespace?.(config, address), isText],
    ['images', () => type.images?.(config), isKey],
  ];
  for (const [what, ask, isRight] of asked)
    if (!answers(ask, isRight)) return `${type.name}: its ${what} cannot be read`;
  return undefined;
}

function answers(ask: () => unknown, isRight: (answer: unknown) => boolean): boolean {
  try {
    return isRight(ask());
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

const isText = (answer: unknown): boolean => answer === undefined || typeof answer === 'string';

const isKey = (answer: unknown): boolean =>
  isText(answer) || (Array.isArray(answer) && answer.every((one) => typeof one === 'string'));
