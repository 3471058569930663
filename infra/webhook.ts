import { Validations } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Where Event Grid and Pub/Sub deliver to: one path for each cloud whose sender the config names. */
export function webhookIn(scope: Construct, webhook: LambdaFunction, clouds: readonly ('azure' | 'gcp')[]): HttpApi {
  const api = httpApiIn(scope);
  const integration = new HttpLambdaIntegration('Function', webhook);
  const methods = { azure: [HttpMethod.POST, HttpMethod.OPTIONS], gcp: [HttpMethod.POST] };
  for (const cloud of clouds) api.addRoutes({ path: `/events/${cloud}`, methods: [...methods[cloud]], integration });
  return api;
}

/** The one API of the stack: whoever sends to it from outside has a path of its own. */
export function httpApiIn(scope: Construct): HttpApi {
  const api = new HttpApi(scope, 'Webhook-Api', {
    description: 'Takes what other clouds and Slack send to Shoalwatch',
    createDefaultStage: false,
  });
  const log = new LogGroup(scope, 'WebhookAccessLog', {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  api.addStage('Stage', {
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: 50, burstLimit: 100 },
  });
  const stage = api.node.findAll().find((it) => it instanceof CfnStage);
  if (stage) stage.accessLogSettings = { destinationArn: log.logGroupArn, format: accessLine };
  Validations.of(api).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason:
      'The functions check who sends: of each delivery of a cloud the issuer, the audience and the configured sender of its token, of Slack the signature over the bytes.',
  });
  return api;
}

const accessLine = JSON.stringify({
  at: '$context.requestTime',
  id: '$context.requestId',
  from: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
});
