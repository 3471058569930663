import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { clusterWith } from '../../../support/aws/eks.ts';
import { issuer, providerWith, roleArn, roleWith, webIdentity } from '../../../support/aws/iam.ts';

const sub = `${issuer}:sub`;
const sts = { [`${issuer}:aud`]: 'sts.amazonaws.com' };
const named = 'system:serviceaccount:shop:orders';
const exact = 'Of service accounts it lets in no more than named ones.';
const any = (seen: string) => `Service accounts of any namespace may assume it: ${seen}.`;

const federated = (host: string) => ({ Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` } });
const inHouse = 'id.example.com/clusters/shop';
const alone = roleWith([webIdentity(undefined, federated(inHouse))]);
const exactly = webIdentity({ StringEquals: { [sub]: named, ...sts } });
const like = (subject: string) => webIdentity({ StringLike: { [sub]: subject }, StringEquals: sts });

/** A role that trusts the issuer of a cluster, and under a condition one that may be another cluster's. */
const beside = (condition: unknown, first: unknown = exactly) =>
  roleWith([first, webIdentity(condition, federated(inHouse))]);
const inHouseIs = (subject: string) => ({
  StringLike: { [`${inHouse}:sub`]: subject },
  StringEquals: { [`${inHouse}:aud`]: 'sts.amazonaws.com' },
});

/** The cases of issuers that only a listing of the clusters tells from others. */
export const issuers = {
  pass: {
    'an issuer of no cluster decides nothing': { on: beside(undefined), message: exact },
    'an issuer of CI systems decides nothing where the clusters could not be listed': {
      on: roleWith([exactly, webIdentity(undefined, federated('token.actions.githubusercontent.com'))]),
      hidden: [eksCluster],
      message: exact,
    },
  },
  fail: {
    'an issuer of which it is not known changes nothing where it lets in no more': {
      on: beside(inHouseIs('system:serviceaccount:shop:*'), like('system:*')),
      hidden: [eksCluster],
      message: any('system:*'),
      cannot: 'eks:ListClusters was refused.',
    },
    'the issuer of a known cluster, whatever its form': {
      on: alone,
      beside: [clusterWith({}, { identity: { oidc: { issuer: `https://${inHouse}` } } })],
      message: any(`no test limits ${inHouse}:sub`),
      cannot: `allowedSubjects names no service accounts for ${roleArn}`,
    },
  },
  unknown: {
    'an unlimited issuer that may be a cluster, beside a named account': {
      on: beside(undefined),
      hidden: [eksCluster],
      reason: 'denied' as const,
    },
    'the same of which files do not tell': { on: beside(undefined), folder: 'estate', reason: 'not-in-files' as const },
    'a limited issuer that may be a cluster, beside a named account': {
      on: beside(inHouseIs(named)),
      hidden: [eksCluster],
      reason: 'denied' as const,
    },
    'an issuer that may be a cluster and lets in more than the one that is': {
      on: beside(undefined, like('system:serviceaccount:shop:*')),
      hidden: [eksCluster],
      reason: 'denied' as const,
    },
    'an issuer that may be a cluster, beside other audiences': {
      on: beside(inHouseIs('*'), webIdentity({ StringEquals: { [sub]: named } })),
      beside: [providerWith('sts.amazonaws.com', 'sigstore')],
      hidden: [eksCluster],
      reason: 'denied' as const,
    },
    'an issuer of which files do not tell whether it is a cluster': {
      on: alone,
      folder: 'estate',
      reason: 'not-in-files' as const,
    },
  },
};
