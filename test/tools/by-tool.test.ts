import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '#rules/catalog.gen';
import { byTool } from '../../tools/gen/by-tool.ts';

const root = join(import.meta.dirname, '../..');
const toldOf = (id: string): readonly string[] =>
  rules.filter((rule) => rule.id === id).flatMap((rule) => byTool(root, rule));

describe('a fix by another tool', () => {
  it('is the call of the action, with what the request has to have and what is written', () => {
    expect(toldOf('eks-control-plane-logging')).toEqual([
      'aws eks update-cluster-config --name NAME --logging LOGGING',
      'CDK: logging of aws_eks.CfnCluster',
    ]);
    expect(toldOf('ecr-tag-mutable')).toContain('CDK: imageTagMutability of aws_ecr.CfnRepository');
  });
  it('is a command of kubectl for what a cluster holds, in a namespace where the resource is in one', () => {
    const [first, ...others] = toldOf('k8s-run-as-root');
    expect(first).toBe('kubectl patch deployments.apps NAME --namespace NAMESPACE --patch-file FILE');
    expect(others.every(isKubectl)).toBe(true);
  });
  it('is left out where the words of a tool are not known: options of gcloud, lists of ARM, actions of many fields', () => {
    for (const id of ['gke-legacy-abac', 'azure-nsg-any-port-open', 'aks-local-accounts-enabled']) {
      expect(toldOf(id)).toEqual([]);
    }
  });
  it('names no option that the command line calls otherwise, gives a flag no value, and sets no list of ARM', () => {
    expect(toldOf('eks-version-unsupported')).toEqual(['CDK: version of aws_eks.CfnCluster']);
    expect(toldOf('eks-deletion-protection-off')).toEqual(['CDK: deletionProtection of aws_eks.CfnCluster']);
    expect(toldOf('aks-api-public-unrestricted')).toEqual([]);
  });
  it('is told of more than half of the rules that have a plan, and of none that has none', () => {
    const planned = rules.filter(({ remediation }) => remediation);
    expect(planned.filter((rule) => byTool(root, rule).length > 0).length).toBeGreaterThan(planned.length / 2);
    const others = rules.filter(({ remediation }) => !remediation);
    expect(others.flatMap((rule) => byTool(root, rule))).toEqual([]);
  });
  it('names nothing twice, and nothing that is not typed by hand', () => {
    for (const rule of rules) {
      const told = byTool(root, rule);
      expect(new Set(told).size).toBe(told.length);
      for (const line of told) expect(line).toMatch(/^(?:aws|kubectl|az|CDK:) [\w .:=-]+$/);
    }
  });
});

const isKubectl = (line: string): boolean => line.startsWith('kubectl ');
