import { expect, test } from 'vitest';
import { gcpEvents } from '#clouds/gcp/events';
import { changeInCluster, kubernetesEvents } from '#clouds/kubernetes/events';
import { areRecorded, changesIn, tally } from '../../support/recorded-events.ts';

const recorded = test.skipIf(!areRecorded());

recorded('every recorded event of Google Cloud is mapped, or not tracked with the reason', () => {
  const { counts, notices } = tally(gcpEvents(changeInCluster));
  process.stdout.write(`recorded events of Google Cloud: ${JSON.stringify(counts)}\n`);
  expect(counts).toMatchInlineSnapshot(`
    {
      "change": 13,
      "not-tracked": 107,
      "others": 582,
    }
  `);
  expect(changesIn(notices)).toMatchInlineSnapshot(`
    [
      "CreateCryptoKey: //cloudkms.googleapis.com/projects/cloud-custodian/locations/us-central1/keyRings/cloud-custodian/cryptoKeys/cloud-custodian",
      "CreateCryptoKeyVersion: //cloudkms.googleapis.com/projects/cloud-custodian/locations/us-central1/keyRings/cloud-custodian/cryptoKeys/cloud-custodian",
      "DestroyCryptoKeyVersion: //cloudkms.googleapis.com/projects/test-project/locations/us/keyRings/test-keyring/cryptoKeys/test-key",
      "SetIamPolicy: //cloudresourcemanager.googleapis.com/projects/western-verve-123456/iamPolicy",
      "SetIamPolicy: //cloudresourcemanager.googleapis.com/projects/western-verve-123456/iamPolicy",
      "SetIamPolicy: //cloudresourcemanager.googleapis.com/projects/western-verve-123456/iamPolicy",
      "UpdateCryptoKeyVersion: //cloudkms.googleapis.com/projects/test-project/locations/us/keyRings/test-keyring/cryptoKeys/test-key",
      "UpdateCryptoKeyVersion: //cloudkms.googleapis.com/projects/test-project/locations/us/keyRings/test-keyring/cryptoKeys/test-key",
      "create nodes: //container.googleapis.com/projects/mythic-tribute-232915/locations/us-central1-a/clusters/standard-cluster-1/core/v1/_cluster/nodes/gke-standard-cluster-1-pool-1-c733eefe-xtbq",
      "create pods: //container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster/core/v1/namespaces/default/pods/test, any k8s.image of k8s://container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster",
      "create pods: //container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster/core/v1/namespaces/default/pods/test, any k8s.image of k8s://container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster",
      "create pods: //container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster/core/v1/namespaces/default/pods/test, any k8s.image of k8s://container.googleapis.com/projects/some-project/locations/us-west1/clusters/some-project-cluster",
      "v1.compute.firewalls.patch: //compute.googleapis.com/projects/test-project-123456/global/firewalls/firewall-create, //compute.googleapis.com/projects/test-project-123456/global/networks/default/effectiveFirewalls",
    ]
  `);
});

recorded('recorded events of API servers do not say of which cluster they are', () => {
  const { counts } = tally(kubernetesEvents);
  process.stdout.write(`recorded events of API servers: ${JSON.stringify(counts)}\n`);
  expect(counts).toMatchInlineSnapshot(`
    {
      "not-tracked": 27,
      "others": 675,
    }
  `);
});
