#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { appIn } from './build.ts';

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
appIn(new App(), { account, region });
