import { awsCases } from './aws/cases.ts';
import { azureCases } from './azure/cases.ts';
import { gcpCases } from './gcp/cases.ts';
import { kubernetesCases } from './kubernetes/cases.ts';
import type { ContractCase } from './prove.ts';

/** Every contract case, on all clouds. */
export const contractCases: readonly ContractCase[] = [...awsCases, ...azureCases, ...gcpCases, ...kubernetesCases];
