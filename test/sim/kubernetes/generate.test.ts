import { expect, test } from 'vitest';
import { objectsAt, textAt } from '../json.ts';
import { generateKubernetesEstate } from './generate.ts';

test('whoever an object says made it is there, with the uid that it names', () => {
  const { objects } = generateKubernetesEstate({ seed: 7, provider: 'eks', namespaces: 3 });
  const named = (kind: string, namespace: string, name: string, uid: string): string =>
    [kind, namespace, name, uid].join(' ');
  const namespaceOf = (object: (typeof objects)[number]): string => textAt(object, 'metadata', 'namespace') ?? '';
  const there = new Set(
    objects.map((it) =>
      named(
        textAt(it, 'kind') ?? '',
        namespaceOf(it),
        textAt(it, 'metadata', 'name') ?? '',
        textAt(it, 'metadata', 'uid') ?? '',
      ),
    ),
  );
  const owners = objects.flatMap((object) =>
    objectsAt(object, 'metadata', 'ownerReferences').map((it) =>
      named(textAt(it, 'kind') ?? '', namespaceOf(object), textAt(it, 'name') ?? '', textAt(it, 'uid') ?? ''),
    ),
  );
  expect(owners).toHaveLength(18);
  expect(owners.filter((it) => !there.has(it))).toEqual([]);
});
