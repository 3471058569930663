import { z } from 'zod';
import { broadGrant } from '#clouds/gcp/resource-manager/project-policy/broad-grant-facts';
import { grantsIn, wordsOf } from '#clouds/gcp/resource-manager/project-policy/grant-facts';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass, severities } from '#rule';

export default defineRule({
  id: 'gke-wif-binding-broad',
  on: projectPolicy,
  title: 'The policy of a project gives roles to single workloads, and gives no crowd a role to act as its accounts',
  severity: 'high',
  grades: ['critical', 'medium', 'low'],
  control: 'workload-identity-scoped',
  why: 'Whoever can run any of these pods has the role, whatever the pod is for.',
  fix: 'Give the role to the Kubernetes account of the workload, and rights over accounts on the single account.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity',
    'https://cloud.google.com/iam/docs/principal-identifiers',
  ],
  peers: ['trivy:AVD-GCP-0068'],
  params: z.object({ allowedNamespaces: nameList() }),

  evaluate({ config }, { params: { allowedNamespaces } }) {
    const judged = grantsIn(config).flatMap((grant) => {
      const found = broadGrant(grant, allowedNamespaces);
      return found ? [{ ...grant, found }] : [];
    });
    const unsure = judged.flatMap(({ found }) => ('verdict' in found ? [found] : []));
    const bad = judged.flatMap(({ found, ...grant }) => ('verdict' in found ? [] : [{ ...grant, ...found }]));
    const failed = [...Map.groupBy(bad, ({ member }) => member)].map(([key, held]) => {
      const worst = severities.find((one) => held.some(({ grade }) => grade === one));
      const grade = worst === 'high' ? undefined : worst;
      const seen = held.map((it) => it.seen);
      return fail(`${held[0]?.who ?? key} holds ${wordsOf(held)} in the project.`, seen, { key, grade });
    });
    const all = [...failed, ...unsure.slice(0, 1)];
    return all.length > 0 ? all : pass();
  },
});
