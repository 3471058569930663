import { defineFact } from '#model';
import { fieldMissing, isUnread, type Unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { oidcProvider } from '../../iam/oidc-provider/resource.ts';
import { eksAddon } from '../addon/resource.ts';
import { eksCluster } from './resource.ts';

/** By what pods of a cluster can have AWS roles of their own, as far as AWS tells; nothing of it may be unread. */
export interface IdentityPath {
  readonly by?: 'Auto Mode' | 'the add-on eks-pod-identity-agent' | 'an IAM provider of its issuer';
  readonly issuer: string;
  readonly unread?: Unknown | undefined;
}

const missing = ['CREATE_FAILED', 'DELETING'];

/**
 * Whether pods can have roles by service accounts (IRSA), for which IAM knows the issuer, or by Pod Identity, whose agent
 * comes as an add-on and with Auto Mode. An association alone gives a pod nothing: without an agent nobody hands its
 * role out.
 * Sources: https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html,
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export const identityPath = defineFact({
  name: 'eks.identity-path',
  of: eksCluster,
  uses: [eksAddon, oidcProvider],
  work({ id, config }, { find, list }): IdentityPath {
    const { name: cluster = '', computeConfig, identity } = config;
    const issuer = identity?.oidc?.issuer ?? '';
    if (computeConfig?.enabled === true) return { by: 'Auto Mode', issuer };
    const addons = list(eksAddon, { cluster, name: 'eks-pod-identity-agent' });
    const [untold] = addons.items.filter(({ config: { status } }) => status === undefined);
    if (addons.items.some(({ config: { status } }) => status !== undefined && !missing.includes(status)))
      return { by: 'the add-on eks-pod-identity-agent', issuer };
    if (issuer === '') return { issuer, unread: fieldMissing('identity.oidc.issuer') };
    const { partition = 'aws', account = '' } = parseArn(id) ?? {};
    const arn = `arn:${partition}:iam::${account}:oidc-provider/${issuer.replace(/^https:\/\//, '')}`;
    const provider = find(oidcProvider, arn);
    if (isUnread(provider)) return { issuer, unread: provider };
    if (provider !== 'absent') return { by: 'an IAM provider of its issuer', issuer };
    return { issuer, unread: addons.unread ?? (untold && fieldMissing(`${untold.id}#status`)) };
  },
});
