import type { Route } from './routes.ts';

/** Binary Authorization v1: a project without a policy of its own is answered the one that every project starts with. */
export const binaryAuthorizationRoutes: readonly Route[] = [
  {
    service: 'binaryauthorization',
    operation: 'binaryauthorization:projects.getPolicy',
    permission: 'binaryauthorization.policy.get',
    method: 'GET',
    path: '/v1/projects/{project}/policy',
    answer: ({ project, params }) => ({
      status: 200,
      body: { name: `projects/${params['project'] ?? ''}/policy`, ...(project?.estate.admissionPolicy ?? allowing) },
    }),
  },
];

const allowing = {
  globalPolicyEvaluationMode: 'ENABLE',
  defaultAdmissionRule: { evaluationMode: 'ALWAYS_ALLOW', enforcementMode: 'ENFORCED_BLOCK_AND_AUDIT_LOG' },
};
