import { expect, test } from 'vitest';
import { subjectKeys, subjectText } from '#clouds/kubernetes/subject';

test.each([
  [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }, 'ServiceAccount:shop/web'],
  [{ kind: 'ServiceAccount', name: 'web' }, 'ServiceAccount:own/web'],
  [{ kind: 'ServiceAccount', name: 'web', namespace: '' }, 'ServiceAccount:own/web'],
  [{ kind: 'User', name: 'system:serviceaccount:shop:web' }, 'ServiceAccount:shop/web'],
  [{ kind: 'User', name: 'system:serviceaccount:shop' }, 'User:system:serviceaccount:shop'],
  [{ kind: 'Group', name: 'system:serviceaccount:shop:web' }, 'Group:system:serviceaccount:shop:web'],
])('%j is %s', (subject, text) => expect(subjectText(subject, 'own')).toBe(text));

test('a binding is listed by each of its subjects, whatever stands among them', () => {
  const subjects = [{ kind: 'Group', name: 'ops' }, null, 'text', { kind: 'ServiceAccount', name: 'web' }, {}];
  expect(subjectKeys({ subjects }, 'shop')).toEqual(['Group:ops', 'ServiceAccount:shop/web', ':']);
});

test.each([{}, { subjects: null }, { subjects: 'ops' }])('%j is listed by none', (binding) =>
  expect(subjectKeys(binding, undefined)).toEqual([]),
);
