import { rules } from '#rules/catalog.gen';

const arn = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';

/** What `aws eks describe-cluster` prints of a cluster in support whose API is open to some networks. */
export const clusterFile = (publicAccessCidrs: readonly string[]): string =>
  JSON.stringify({
    cluster: {
      ...{ name: 'shop', arn, version: '1.35', status: 'ACTIVE' },
      resourcesVpcConfig: { endpointPublicAccess: true, endpointPrivateAccess: true, publicAccessCidrs },
    },
  });

/** A pod, as root or not. */
export const podFile = (name: string, runAsUser: number): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop}
spec:
  securityContext: {runAsUser: ${runAsUser}, runAsNonRoot: ${runAsUser > 0}}
  containers: [{name: main, image: "registry.example/main:1"}]
`;

const counted = ['eks-endpoint-public-cidr-open', 'k8s-run-as-root'];

/** Every rule but the two that the tests count is off, so that a new rule changes no count. */
const others = rules
  .filter(({ id }) => !counted.includes(id))
  .map(({ id }) => `    ${id}: {enabled: false, reason: counted by no test here}\n`);

/** A config with the two rules alone; further sections can follow. */
export const twoRules = `version: 1\npolicy:\n  rules:\n${others.join('')}`;

/** A critical finding and a high one, and some checks that files cannot answer. */
export const smallEstate = {
  'shoalwatch.yaml': twoRules,
  'estate/cluster.json': clusterFile(['0.0.0.0/0']),
  'estate/web.yaml': podFile('web', 0),
};

/** The answer of a refused listing, as recorders keep it. */
export const refused = JSON.stringify({
  status_code: 403,
  data: { Error: { Code: 'AccessDeniedException', Message: 'not authorized to perform: eks:ListClusters' } },
});
