import { z } from 'zod';
import { registryPublishers, type Publisher } from '#clouds/azure/acr/registry/publisher-facts';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { holderOf, placeOf } from '#clouds/azure/authorization/role-assignment/facts';
import { count, nameList } from '#lib/params';
import { plural } from '#lib/text';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'acr-role-push-broad',
  on: acrRegistry,
  uses: [registryPublishers],
  title: 'Few principals push or delete the images of a container registry',
  severity: 'high',
  grades: ['medium'],
  control: 'registry-access-limited',
  why: 'Whoever may push puts code of his own into every cluster that pulls from the registry.',
  fix: 'Leave the right to push to the pipelines that publish, and name them in allowedPublishers.',
  references: [
    'https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview',
    'https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions',
  ],
  peers: ['kube-bench:aks-1.8/5.1.2', 'kubescape:C-0251'],
  params: z.object({ allowedPublishers: nameList(), maxPublishers: count(5) }),

  evaluate(registry, { fact, params }) {
    const { publishers, unclear } = fact(registryPublishers, registry);
    const allowed = new Set(params.allowedPublishers.map((it) => it.toLowerCase()));
    const strangers = publishers.filter(({ principal }) => !allowed.has(principal));
    if (allowed.size > 0) return [...strangers.map(stranger), ...unclear, pass()];
    const isCrowd = publishers.length > params.maxPublishers;
    return [...(isCrowd ? [crowd(publishers, params.maxPublishers)] : []), ...unclear, pass()];
  },
});

const gradeOf = (them: readonly Publisher[]) =>
  them.every(({ isLimited }) => isLimited) ? ('medium' as const) : undefined;

const crowd = (them: readonly Publisher[], most: number) =>
  fail(
    `${plural(them.length, 'principal')} may push or delete its images; policy leaves ${most}.`,
    them.map(({ assignment: { id, config } }) => ({ at: `${id}#principalId`, actual: config.principalId })),
    { grade: gradeOf(them) },
  );

function stranger(it: Publisher) {
  const { id, config } = it.assignment;
  return fail(
    `The ${holderOf(config)} holds ${it.role} on ${placeOf(config)}, and policy does not name it.`,
    { at: `${id}#principalId`, actual: config.principalId },
    { key: it.principal, grade: gradeOf([it]) },
  );
}
