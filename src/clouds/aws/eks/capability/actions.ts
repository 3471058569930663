import { defineAction, wire } from '#model';
import { eksCapability } from './resource.ts';

const permissions = ['eks:UpdateCapability', 'eks:DescribeUpdate', 'eks:DescribeCapability'] as const;

/**
 * Says whether the controllers of ACK follow references into other namespaces. Resources that have such references are
 * not reconciled any more once they do not.
 * Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateAckConfig.html
 */
export const setCrossNamespace = defineAction({
  name: 'eks.set-ack-cross-namespace',
  on: eksCapability,
  kind: 'replace',
  permissions,
  writes: ['configuration.ack.enableCrossNamespace'],
  request: wire<{ enableCrossNamespace: boolean }>(),
  simulate: (it, { enableCrossNamespace }) => {
    const { configuration } = it.config;
    const ack = { ...configuration?.ack, enableCrossNamespace };
    return [{ put: { ...it, config: { ...it.config, configuration: { ...configuration, ack } } } }];
  },
  undo: ({ config }, _, again) => [
    again({ enableCrossNamespace: config.configuration?.ack?.enableCrossNamespace ?? false }),
  ],
  healthy: ({ config }) => unwell(config),
});

/**
 * Says which VPC endpoints lead to the server of Argo CD. While there are some, the internet does not reach it; without
 * any it does.
 * Sources: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateArgoCdConfig.html,
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_ArgoCdConfigRequest.html
 */
export const setArgoCdEndpoints = defineAction({
  name: 'eks.set-argo-cd-endpoints',
  on: eksCapability,
  kind: 'replace',
  permissions,
  writes: ['configuration.argoCd.networkAccess'],
  request: wire<{ vpceIds: string[] }>(),
  simulate: (it, { vpceIds }) => {
    const { configuration } = it.config;
    const argoCd = { ...configuration?.argoCd, networkAccess: { vpceIds } };
    return [{ put: { ...it, config: { ...it.config, configuration: { ...configuration, argoCd } } } }];
  },
  undo: ({ config }, _, again) => [again({ vpceIds: config.configuration?.argoCd?.networkAccess?.vpceIds ?? [] })],
  healthy: ({ config }) => unwell(config),
});

const unwell = ({ status, health }: typeof eksCapability.config): string | undefined =>
  status === 'DEGRADED' ? `the capability is DEGRADED: ${issuesIn(health?.issues)}` : undefined;

const issuesIn = (issues: readonly { readonly message?: string }[] = []): string =>
  issues.flatMap(({ message }) => message ?? []).join(' ') || 'no reason is given';
