import acrTokenScopeBroad from '#rules/azure/acr/acr-token-scope-broad';
import azureActivityLogExportOff from '#rules/azure/monitor/azure-activity-log-export-off';
import { estateOf } from '../../clouds/azure/audit.ts';
import type { AzureEstate, AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import type { ContractCase } from '../prove.ts';
import { azureStand } from './stand.ts';

const estateWith = (changed: (held: AzureSubscriptionEstate) => Partial<AzureSubscriptionEstate>): AzureEstate => {
  const made = estateOf({ seed: 7, clusters: 2 });
  return { ...made, subscriptions: made.subscriptions.map((it) => ({ ...it, ...changed(it) })) };
};

/** Fixes of what stands around clusters. */
export const surroundingCases: readonly ContractCase[] = [
  {
    rule: acrTokenScopeBroad,
    proves: ['acr.update-token'],
    open: () =>
      azureStand(
        estateWith(({ scopeMaps = [] }) => ({
          scopeMaps: scopeMaps.map((it) => ({ ...it, actions: ['repositories/*/content/delete'] })),
        })),
      ),
  },
  {
    rule: azureActivityLogExportOff,
    proves: ['monitor.put-activity-logs'],
    open: () =>
      azureStand(
        estateWith(({ diagnosticSettings }) => ({
          diagnosticSettings: diagnosticSettings.map((it) =>
            it.name === 'activity' ? { ...it, logs: [{ category: 'Alert', enabled: true }] } : it,
          ),
        })),
      ),
  },
];
