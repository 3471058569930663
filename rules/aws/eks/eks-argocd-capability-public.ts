import { z } from 'zod';
import { setArgoCdEndpoints } from '#clouds/aws/eks/capability/actions';
import { eksCapability } from '#clouds/aws/eks/capability/resource';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, notApplicable, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'eks-argocd-capability-public',
  on: eksCapability,
  title: 'The Argo CD that EKS runs is reached through VPC endpoints alone',
  severity: 'medium',
  grades: ['high'],
  control: 'api-side-doors-closed',
  why: 'Whoever signs in to Argo CD deploys to the cluster, and from the internet anybody can try to.',
  fix: 'Make an interface endpoint for com.amazonaws.<region>.eks-capabilities and name it in networkAccess.vpceIds.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/APIReference/API_ArgoCdNetworkAccessConfigResponse.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/argocd-considerations.html',
  ],
  params: z.object({
    allowedAdminIds: nameList(),
    endpointIds: z.record(z.string(), z.array(z.string().regex(/^vpce-[0-9a-f]+$/)).min(1)).default({}),
  }),

  evaluate({ config: { type, status, configuration } }, { params }) {
    if (type === undefined) return fieldMissing('type');
    if (type !== 'ARGOCD') return notApplicable(`it runs ${type}`);
    if (status === 'CREATE_FAILED') return unknown('not-ready', 'It could not be made, and may have no server.');
    const { networkAccess, rbacRoleMappings = [] } = configuration?.argoCd ?? {};
    if (configuration?.argoCd === undefined) return fieldMissing('configuration.argoCd');
    const endpoints = networkAccess?.vpceIds ?? [];
    if (endpoints.length > 0) return passBecause(`Only ${endpoints.join(', ')} lead to it.`);
    const at = networkAccess ? 'configuration.argoCd.networkAccess' : 'configuration.argoCd';
    const open = { at, actual: 'no vpceIds', expected: 'VPC endpoints' };
    const groups = rbacRoleMappings.flatMap(({ role, identities = [] }, i) =>
      identities.flatMap(({ id = '', type: kind }, j) =>
        role === 'ADMIN' && kind === 'SSO_GROUP' && !params.allowedAdminIds.includes(id)
          ? { at: `configuration.argoCd.rbacRoleMappings[${i}].identities[${j}].id`, actual: id }
          : [],
      ),
    );
    const names = groups.map(({ actual }) => actual).join(', ');
    const grave = `The internet reaches its server, which the group ${names} administers.`;
    const high = fail(grave, [open, ...groups], { grade: 'high' });
    return groups.length > 0 ? high : fail('The internet reaches its server.', open);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setArgoCdEndpoints],
    plan(it, { params }) {
      const vpceIds = params.endpointIds[it.id];
      return vpceIds ? [setArgoCdEndpoints(it, { vpceIds })] : cannotPlan(`endpointIds names none for ${it.id}`);
    },
  },
});
