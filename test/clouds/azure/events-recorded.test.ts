import { expect, test } from 'vitest';
import { azureEvents } from '#clouds/azure/events';
import { areRecorded, changesIn, tally } from '../../support/recorded-events.ts';

test.skipIf(!areRecorded())('every recorded event of Azure is mapped, or not tracked with the reason', () => {
  const { counts, notices } = tally(azureEvents);
  process.stdout.write(`recorded events of Azure: ${JSON.stringify(counts)}\n`);
  expect(counts).toMatchInlineSnapshot(`
    {
      "change": 9,
      "not-tracked": 124,
      "others": 569,
    }
  `);
  expect(changesIn(notices)).toMatchInlineSnapshot(`
    [
      "Microsoft.Compute/disks/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.compute/disks/mydisk",
      "Microsoft.Compute/disks/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/prod-rg/providers/microsoft.compute/disks/proddisk",
      "Microsoft.Compute/disks/write: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.compute/disks/mydisk",
      "Microsoft.Network/networkSecurityGroups/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.network/networksecuritygroups/mynsg",
      "Microsoft.Network/networkSecurityGroups/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/prod-rg/providers/microsoft.network/networksecuritygroups/prodnsg",
      "Microsoft.Network/networkSecurityGroups/securityRules/delete: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.network/networksecuritygroups/mynsg",
      "Microsoft.Network/networkSecurityGroups/securityRules/write: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.network/networksecuritygroups/mynsg",
      "Microsoft.Network/networkSecurityGroups/write: /subscriptions/12345678-1234-1234-1234-123456789abc/resourcegroups/myresourcegroup/providers/microsoft.network/networksecuritygroups/mynsg",
      "Microsoft.Network/virtualNetworks/delete: any azure.nsg of azure:55555555-5555-5555-5555-555555555555, /subscriptions/55555555-5555-5555-5555-555555555555/resourcegroups/network-rg/providers/microsoft.network/virtualnetworks/myvnet",
    ]
  `);
});
