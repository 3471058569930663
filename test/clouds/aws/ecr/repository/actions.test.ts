import { expect, test } from 'vitest';
import { fixTags } from '#clouds/aws/ecr/repository/actions';
import { repositoryWith } from '../../../../support/aws/ecr.ts';

type Config = ReturnType<typeof repositoryWith>['config'];

const filtersBy = (mode: Config['imageTagMutability'], ...filters: readonly string[]) =>
  repositoryWith({
    imageTagMutability: mode,
    imageTagMutabilityExclusionFilters: filters.map((filter) => ({ filterType: 'WILDCARD', filter })),
  });

const planned = (it: ReturnType<typeof repositoryWith>, ...open: readonly string[]): unknown => {
  const plan = fixTags(it, open);
  return 'cannot' in plan ? plan.cannot : plan.map(({ request }) => request);
};
const excluding = (...filters: readonly string[]) => ({
  imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
  imageTagMutabilityExclusionFilters: filters.map((filter) => ({ filterType: 'WILDCARD', filter })),
});

test('what policy leaves open stays open', () => {
  expect(planned(repositoryWith({ imageTagMutability: 'MUTABLE' }), 'latest', 'dev-*')).toEqual([
    excluding('latest', 'dev-*'),
  ]);
});

test('what is fixed today is not opened, whatever policy would leave open', () => {
  const mixed = filtersBy('IMMUTABLE_WITH_EXCLUSION', 'prod-*', 'latest');
  expect(planned(mixed, 'latest', 'dev-*')).toEqual([excluding('latest')]);
  const none = filtersBy('IMMUTABLE_WITH_EXCLUSION', 'prod-*');
  expect(planned(none, 'latest', 'dev-*')).toEqual([{ imageTagMutability: 'IMMUTABLE' }]);
  const named = filtersBy('MUTABLE_WITH_EXCLUSION', 'latest', 'v*');
  expect(planned(named, 'latest', 'dev-*')).toEqual([excluding('dev-*')]);
});

test('more exclusions than the service takes are no plan', () => {
  const many = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(planned(repositoryWith({ imageTagMutability: 'MUTABLE' }), ...many)).toBe(
    'ECR takes 5 exclusions at the most',
  );
});
