/**
 * Constraints of the library of Gatekeeper that judge pods, as the API names their kinds.
 * Source: https://github.com/open-policy-agent/gatekeeper-library/tree/master/library
 */
const ofPods = [
  'k8sallowedrepos',
  'k8sallowedreposv2',
  'k8scontainerephemeralstoragelimit',
  'k8scontainerlimits',
  'k8scontainerratios',
  'k8scontainerrequests',
  'k8sdisallowedrepos',
  'k8sdisallowedtags',
  'k8sdisallowinteractivetty',
  'k8simagedigests',
  'k8spspallowedusers',
  'k8spspallowprivilegeescalationcontainer',
  'k8spspapparmor',
  'k8spspautomountserviceaccounttokenpod',
  'k8spspcapabilities',
  'k8spspflexvolumes',
  'k8spspforbiddensysctls',
  'k8spspfsgroup',
  'k8spsphostfilesystem',
  'k8spsphostnamespace',
  'k8spsphostnetworkingports',
  'k8spsphostprobeslifecycle',
  'k8spsphostprocess',
  'k8spspprivilegedcontainer',
  'k8spspprocmount',
  'k8spspreadonlyrootfilesystem',
  'k8spspseccomp',
  'k8spspseccompv2',
  'k8spspselinuxv2',
  'k8spspvolumetypes',
  'k8srequiredprobes',
  'k8srequiredresources',
];

/** Those that judge other objects, or only what an object is called or labelled: no pod is insecure for them. */
const ofOthers = [
  'k8sblockendpointeditdefaultrole',
  'k8sblockloadbalancer',
  'k8sblocknodeport',
  'k8sblockwildcardingress',
  'k8sdisallowanonymous',
  'k8sexternalips',
  'k8shorizontalpodautoscaler',
  'k8shttpsonly',
  'k8spoddisruptionbudget',
  'k8sreplicalimits',
  'k8srequiredannotations',
  'k8srequiredlabels',
  'k8sstorageclass',
  'k8suniqueingresshost',
  'k8suniqueserviceselector',
  'noupdateserviceaccount',
  'verifydeprecatedapi',
];

/**
 * The kinds that Azure Policy, and by it the deployment safeguards of AKS, is known to make that judge pods. A template that
 * Azure changes gets another number.
 * Source: https://learn.microsoft.com/azure/aks/deployment-safeguards
 */
const ofPodsInAzure = [
  'k8sazurev2blockautomounttoken',
  'k8sazurev2blockhostnamespace',
  'k8sazurev2containerallowedimages',
  'k8sazurev2containerenforceprobes',
  'k8sazurev2containernolatestimage',
  'k8sazurev2noprivilege',
  'k8sazurev2volumetypes',
  'k8sazurev3allowedcapabilities',
  'k8sazurev3allowedseccomp',
  'k8sazurev3allowedusersgroups',
  'k8sazurev3blockhostnamespace',
  'k8sazurev3containerlimits',
  'k8sazurev3disallowedcapabilities',
  'k8sazurev3enforceapparmor',
  'k8sazurev3hostfilesystem',
  'k8sazurev3hostnetworkingports',
  'k8sazurev3noprivilegeescalation',
  'k8sazurev3readonlyrootfilesystem',
  'k8sazurev4hostfilesystem',
  'k8sazurev4procmount',
  'k8sazurev1blocknakedpods',
  'k8sazurev1containerrequests',
];

const ofOthersInAzure = [
  'k8sazurev1antiaffinityrules',
  'k8sazurev1blockdefault',
  'k8sazurev1enforcecsidriver',
  'k8sazurev1ingresshttpsonly',
  'k8sazurev1reservedtaints',
  'k8sazurev1restrictedlabels',
  'k8sazurev1restrictednodeedits',
  'k8sazurev1serviceallowedports',
  'k8sazurev1uniqueserviceselector',
];

/** The kind by which Ratify verifies images. Source: https://ratify.dev/docs/quickstarts/quickstart-manual */
export const imageVerifyingKind = 'ratifyverification';

/** Kinds whose constraints say nothing of the security of pods, whatever they match. */
export const kindsOfOthers: ReadonlySet<string> = new Set([...ofOthers, ...ofOthersInAzure]);

/**
 * The kinds that the reader's role names. A role cannot name the kinds that people make, and a wildcard in it would be a right
 * to whatever comes: any other kind is a gap that names the right that it takes.
 */
export const knownConstraintKinds: readonly string[] = [
  ...[...ofPods, ...ofOthers, ...ofPodsInAzure, ...ofOthersInAzure, imageVerifyingKind].sort(),
];
