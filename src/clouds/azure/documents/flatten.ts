import { isObject, type Json } from '../../json.ts';

/**
 * Turns what the API nests under `properties`, and what `az` prints in its own spelling, into the SDK's shape: flat,
 * spelled as the SDK spells it, without nulls. The spellings are those of the SDK's own mappers.
 */
export function sdkShape(resource: Json): Json {
  const shaped = shapeOf(resource, '');
  return isObject(shaped) ? shaped : {};
}

function shapeOf(value: unknown, under: string): unknown {
  if (Array.isArray(value)) return value.filter((one) => one !== null).map((one) => shapeOf(one, under));
  if (!isObject(value) || free.has(under)) return value;
  const { properties, ...envelope } = value;
  const flat = isObject(properties)
    ? [...Object.entries(envelope), ...within(properties, envelope)]
    : Object.entries(value);
  const kept = flat.filter(([, one]) => one !== null);
  return Object.fromEntries(kept.map(([key, one]) => [spelled(key, under), shapeOf(one, key)]));
}

/** A property that is called like a part of the envelope has a longer name in the SDK. */
const within = (properties: Json, envelope: Json): [string, unknown][] =>
  Object.entries(properties).map(([key, one]) => [
    key in envelope ? `${key}Properties${key.charAt(0).toUpperCase()}${key.slice(1)}` : key,
    one,
  ]);

function spelled(key: string, under: string): string {
  const lower = key.toLowerCase();
  if (lower === 'tenantid') return under === 'aadProfile' ? 'tenantID' : key;
  return spellings.get(lower) ?? key;
}

/** Maps whose keys people choose. */
const free = new Set(['tags', 'nodeLabels', 'labels', 'config', 'settings', 'userAssignedIdentities', 'systemData']);

const spellings = new Map(
  [
    // @azure/arm-containerservice
    'adminGroupObjectIDs',
    'authorizedIPRanges',
    'azurePortalFqdn',
    'blobCSIDriver',
    'capacityReservationGroupID',
    'clientAppID',
    'containerLogMaxSizeMB',
    'customCATrustCertificates',
    'diskCSIDriver',
    'diskEncryptionSetID',
    'dnsServiceIP',
    'enableAzureRbac',
    'enableCSIProxy',
    'enableFips',
    'enableNodePublicIP',
    'enablePrivateClusterPublicFqdn',
    'enableRbac',
    'enableUltraSSD',
    'enableVtpm',
    'fileCSIDriver',
    'gatewayAPI',
    'hostGroupID',
    'issuerURL',
    'linuxOSConfig',
    'managedOutboundIPs',
    'nodeOSUpgradeChannel',
    'nodePublicIPPrefixID',
    'nodePublicIPTags',
    'osDiskSizeGB',
    'osSKU',
    'outboundIPPrefixes',
    'outboundIPs',
    'podIPAllocationMode',
    'podSubnetID',
    'privateDNSZone',
    'privateFqdn',
    'proximityPlacementGroupID',
    'publicIPPrefixes',
    'publicIPs',
    'resourceUID',
    'serverAppID',
    'swapFileSizeMB',
    'vnetSubnetID',
    // @azure/arm-containerregistry
    'azureADAuthenticationAsArmPolicy',
    // @azure/arm-network
    'privateIPAddress',
    'privateIPAllocationMethod',
    'publicIPAddress',
    'publicIPAddresses',
    // @azure/arm-compute
    'automaticOSUpgradePolicy',
    'diskIopsReadOnly',
    'diskIopsReadWrite',
    'diskMBpsReadOnly',
    'diskMBpsReadWrite',
    'diskSizeGB',
    'enableAutomaticOSUpgrade',
    'enableIPForwarding',
    'hyperVGeneration',
    'privateIPAddressVersion',
    'provisionVMAgent',
    'publicIPAddressConfiguration',
    'publicIPAddressVersion',
    'publicIPPrefix',
    'ultraSSDEnabled',
    'winRM',
  ].map((name) => [name.toLowerCase(), name]),
);
