import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { kubernetesOf, newestFirst } from '#clouds/azure/aks/mesh-revisions/facts';
import { meshRevisions, meshRevisionsIn } from '#clouds/azure/aks/mesh-revisions/resource';
import { runnersOf, subscriptionIn } from '#clouds/azure/aks/version/facts';
import { defineRule, fail, fieldMissing, isUnread, notApplicable, pass, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'aks-istio-revision-unsupported',
  on: aksCluster,
  uses: [meshRevisions],
  title: 'The Istio add-on of AKS runs a revision that is supported with the version of its cluster',
  severity: 'medium',
  control: 'addons-patched',
  why: 'A revision out of support gets no patches, though every call between workloads goes through it.',
  fix: 'Upgrade the add-on by a canary revision: relabel the namespaces, restart their workloads, then complete it.',
  references: [
    'https://learn.microsoft.com/azure/aks/istio-support-policy',
    'https://learn.microsoft.com/azure/aks/istio-upgrade',
  ],

  evaluate({ id, config }, { find }) {
    const { serviceMeshProfile: mesh, location } = config;
    if (mesh?.mode.toLowerCase() !== 'istio') return notApplicable('it has no Istio add-on');
    const at = 'serviceMeshProfile.istio.revisions';
    const revisions = mesh.istio?.revisions;
    if (!revisions?.length) return fieldMissing(at);
    const [newest, older] = newestFirst(revisions) ?? [];
    if (newest === undefined) return unknown('malformed', `${revisions.join(', ')} are no revisions of the add-on.`);
    const listed = find(meshRevisions, meshRevisionsIn(subscriptionIn(id), location));
    if (isUnread(listed)) return listed;
    if (listed === 'absent') return unknown('not-ready', `Which revisions AKS offers in ${location} was not read yet.`);
    const offered = listed.config.properties?.meshRevisions;
    if (!offered) return fieldMissing(`${listed.id}#properties.meshRevisions`);
    const expected = offered.flatMap(({ revision }) => revision ?? []);
    const entry = offered.find(({ revision }) => revision === newest);
    const seen = { at, actual: revisions, expected };
    if (!entry) return fail(`The Istio add-on runs ${newest}, which AKS does not support in ${location}.`, seen);
    const minors = kubernetesOf(entry);
    if (!minors) return fieldMissing(`${listed.id}#properties.meshRevisions.compatibleWith`);
    const [plane] = runnersOf(config);
    if (!plane || isUnread(plane)) return plane ?? fieldMissing('currentKubernetesVersion');
    const { minor, version } = plane;
    const runs = { at: plane.at, actual: version, expected: minors };
    if (!minors.includes(minor))
      return fail(`The Istio add-on runs ${newest}, which does not support Kubernetes ${minor}.`, [seen, runs]);
    return older === undefined ? pass() : passBecause(`The upgrade from ${older} to ${newest} is not complete.`);
  },
});
