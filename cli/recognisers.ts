import { awsRecogniser } from '#clouds/aws/documents/aws';
import { azureRecogniser } from '#clouds/azure/documents/azure';
import { gcpRecogniser } from '#clouds/gcp/documents/gcp';
import { kubernetesRecogniser } from '#clouds/kubernetes/documents/kubernetes';
import type { Recogniser } from '#clouds/recogniser';

/** Who knows the documents of each provider. */
export const recognisers: readonly Recogniser[] = [awsRecogniser, azureRecogniser, gcpRecogniser, kubernetesRecogniser];
