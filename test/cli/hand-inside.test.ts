import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { awsCloud } from '#clouds/aws/cloud';
import { gateOf } from '#clouds/gate';
import { patchDeployment } from '#clouds/kubernetes/workload/actions';
import type { Cloud, Resource, ResourceOf } from '#model';
import { account, openEndpoints, region } from '#test/contract/aws/estate';
import { insideOf, type Inside } from '#test/functions/fix-inside';
import { callerIn, remediator, withRemediator } from '#test/functions/fix-stand-eks';
import { accessKeyOf } from '#test/sim/aws/generate';
import { startAws, type AwsSim } from '#test/sim/aws/server';
import { clusterApi, versionOf } from '#test/sim/kubernetes/clients';
import { handOf } from '../../cli/fix/wire-hand.ts';
import { clock } from '../../cli/wire.ts';

const id = `arn:aws:eks:${region}:${account}:cluster/shop`;
const web = {
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } },
  },
};

/** The deployment as its API has it now. */
async function deploymentIn({ sim }: Inside): Promise<ResourceOf<typeof patchDeployment.on>> {
  const api = clusterApi(sim, sim.token);
  const path = 'apps/v1/namespaces/shop/deployments/web';
  const resourceVersion = versionOf((await api.get(`/apis/${path}`)).body);
  await api.close();
  if (resourceVersion === undefined) throw new Error('the deployment is there');
  return {
    ...{ type: 'k8s.deployment', id: `${id}/${path}`, name: 'shop/web', target: `k8s:${id}` },
    config: { ...web, metadata: { ...web.metadata, resourceVersion } },
  };
}

let sim: AwsSim;
let inside: Inside;
beforeEach(async () => {
  sim = await startAws({ estate: withRemediator(openEndpoints()) });
  inside = await insideOf({ gitVersion: 'v1.33.4-eks-99d6cc0', objects: [web], groups: [] }, () => true);
  inside.enters((token) => callerIn(token, sim.whoIs));
  vi.stubEnv('AWS_ENDPOINT_URL', sim.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyOf(account));
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([sim.close(), inside.close()]);
});

/** Whom the API of the cluster saw at work. */
async function sentBy(options: { readonly roleArn?: string }): Promise<readonly string[]> {
  const cluster: Resource = {
    ...{ type: 'eks.cluster', id, name: 'shop', target: `aws:${account}:${region}` },
    config: { endpoint: inside.sim.url, certificateAuthority: { data: Buffer.from(inside.sim.ca).toString('base64') } },
  };
  const clouds: readonly Cloud[] = [awsCloud({ gate: gateOf({ clock }), clock, regions: [region] })];
  const hand = handOf({
    ...{ options, config: { version: 1 }, clouds, endpoint: { allowLoopback: true } },
    clusterAt: (asked) => Promise.resolve(asked === id ? cluster : undefined),
  });
  const deployment = await deploymentIn(inside);
  const action = patchDeployment(deployment, { securityContext: { runAsNonRoot: true } });
  expect(await hand.send(action, deployment, 'ana@example.com')).toMatchObject({ is: 'done' });
  return [...new Set(inside.sim.calls.flatMap(({ by }) => by ?? []))];
}

it('in a cluster of EKS a change is made as the role that is named', async () => {
  expect(await sentBy({ roleArn: remediator })).toEqual([
    `arn:aws:sts::${account}:assumed-role/Shoalwatch-remediate/shoalwatch-fix`,
  ]);
});

it('and as oneself where none is', async () => {
  expect(await sentBy({})).toEqual([expect.stringMatching(/:user\/auditor$/)]);
});
