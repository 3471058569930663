import type { RiskQuestion, Snapshot } from '#model';
import { ecosystemAt, flawAt, nameAt } from './bills.ts';

/** Questions of every kind whose answer is somebody. */
export function questionsFor(snapshots: readonly Snapshot[]): readonly RiskQuestion[] {
  const of = (type: string) => snapshots.flatMap(({ resources }) => resources.filter((it) => it.type === type));
  const images = of('k8s.image').map(({ id }) => id.slice(id.indexOf('images/') + 'images/'.length));
  const machines = of('ec2.instance').flatMap(({ config }) => {
    const id: unknown = typeof config === 'object' && config !== null ? Reflect.get(config, 'ImageId') : undefined;
    return typeof id === 'string' ? [id] : [];
  });
  const some = <T>(list: readonly T[], count: number): readonly T[] =>
    Array.from(
      { length: Math.min(count, list.length) },
      (_, at) => list[Math.floor((at * list.length) / count)],
    ).filter((it) => it !== undefined);
  return [
    ...numbers(60).map((at): RiskQuestion => ({ about: 'cve', id: flawAt(at * 13) })),
    ...numbers(30).map((at): RiskQuestion => ({ about: 'package', name: nameAt(at * 61), range: '<1.30.0' })),
    ...numbers(30).map((at): RiskQuestion => ({
      about: 'package',
      name: nameAt(at * 61),
      ecosystem: ecosystemAt(at * 61),
    })),
    ...some(images, 30).map((it): RiskQuestion => ({ about: 'image', digest: it.slice(it.indexOf('@') + 1) })),
    ...some(images, 30).map((it): RiskQuestion => ({
      about: 'image',
      path: it.slice(it.indexOf('/') + 1, it.indexOf('@')),
    })),
    ...some([...new Set(machines)], 10).map((id): RiskQuestion => ({ about: 'ami', id })),
    { about: 'version', of: 'kubernetes', versions: '<1.40' },
  ];
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
