import { z } from 'zod';
import { imageKey } from '#clouds/aws/ecr/repository/encryption-facts';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { namesKey } from '#clouds/aws/eks/cluster/encryption-facts';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'ecr-cmk-encryption-missing',
  on: ecrRepository,
  uses: [imageKey],
  title: 'Images are encrypted with a key of the customer where policy asks for it',
  severity: 'low',
  control: 'registry-encrypted',
  why: 'With a key of your own you decide who can decrypt images, see each use, and can end it.',
  fix: 'Make a new repository with the key and copy the images: encryption cannot be changed later.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html'],
  peers: ['prowler:ecr_repository_encrypted_with_cmk', 'securityhub:ECR.5', 'trivy:AVD-AWS-0033'],
  params: z.object({ requireCmk: flag(false), allowedKeyArns: nameList() }),

  evaluate(it, { fact, params }) {
    if (!params.requireCmk) return notApplicable('policy does not ask for it');
    const key = fact(imageKey, it);
    if (isUnread(key)) return key;
    if (key.is !== 'yours') return fail(`${key.by} encrypts its images.`, key.seen);
    if (params.allowedKeyArns.length === 0) return pass();
    const named = namesKey(params.allowedKeyArns, key.arn);
    if (isUnread(named)) return named;
    const seen = { ...key.seen, expected: params.allowedKeyArns };
    return named ? pass() : fail(`The key ${key.arn} is not an allowed one.`, seen);
  },
});
