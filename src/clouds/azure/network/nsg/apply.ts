import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { throughOperation } from '../../apply-operation.ts';
import { placeIn } from '../../apply-place.ts';
import type { AzureWriter } from '../../writer.ts';
import { deleteSecurityRule, putSecurityRule } from './actions.ts';

const look = 'Microsoft.Network/locations/operations/read';
const rules = 'Microsoft.Network/networkSecurityGroups/securityRules';

/** Puts one security rule and waits for the operation. */
export const applySecurityRule = defineApply(
  putSecurityRule,
  async (at: AzureWriter, { config }, { securityRuleName, parameters }) => {
    const { group, name } = placeIn(config.id);
    await throughOperation(at, { write: `${rules}/write`, look }, (options) =>
      at.clients.networks.securityRules.createOrUpdate(group, name, securityRuleName, sendable(parameters), options),
    );
  },
);

/** Deletes one security rule and waits for the operation. */
export const applyRuleDeletion = defineApply(
  deleteSecurityRule,
  async (at: AzureWriter, { config }, { securityRuleName }) => {
    const { group, name } = placeIn(config.id);
    await throughOperation(at, { write: `${rules}/delete`, look }, (options) =>
      at.clients.networks.securityRules.delete(group, name, securityRuleName, options),
    );
  },
);
