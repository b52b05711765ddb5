// Service deployments through the AWS SDK for JavaScript, as the CLI of most distributions is too old for them: run by
// DeploymentClientTests with AWS_ENDPOINT_URL set, on a clock that jumps; asserts by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import * as sdk from "@aws-sdk/client-ecs";

const ecs = new sdk.ECS({ region: "eu-central-1" });
const networkConfiguration = { awsvpcConfiguration: { subnets: ["subnet-0a1b2c3d"] } };

const register = image => ecs.registerTaskDefinition({
  family: "web",
  containerDefinitions: [{ name: "web", image, memory: 128 }],
  cpu: "256",
  memory: "512",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
});

// The SDK has no waiter for service deployments.
async function until(what) {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await what();
    if (answer) return answer;
    await setTimeout(100);
  }
  assert.fail("it never came");
}

async function deploymentOf(service) {
  const { serviceDeployments: [brief] } = await ecs.listServiceDeployments({ service });
  const { serviceDeployments: [deployment], failures } = await ecs.describeServiceDeployments({ serviceDeploymentArns: [brief.serviceDeploymentArn] });
  assert.deepEqual(failures, []);
  assert.equal(deployment.serviceArn, brief.serviceArn);
  return deployment;
}

const reaches = (service, status) => until(async () => {
  const deployment = await deploymentOf(service);
  return deployment.status === status && deployment;
});

/** A blue/green service whose next deployment pauses before the production traffic moves. */
async function paused(serviceName) {
  await ecs.createCluster({});
  await register("nginx:1.26");
  await ecs.createService({ serviceName, taskDefinition: "web", desiredCount: 2, launchType: "FARGATE", networkConfiguration });
  await sdk.waitUntilServicesStable({ client: ecs, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { services: [serviceName] });
  await register("nginx:1.27");
  await ecs.updateService({
    service: serviceName,
    taskDefinition: "web",
    deploymentConfiguration: {
      strategy: "BLUE_GREEN",
      bakeTimeInMinutes: 5,
      lifecycleHooks: [
        { hookTargetArn: "arn:aws:lambda:eu-central-1:123456789012:function:check", roleArn: "arn:aws:iam::123456789012:role/hooks", lifecycleStages: ["POST_SCALE_UP"] },
        { targetType: "PAUSE", lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"], timeoutConfiguration: { timeoutInMinutes: 60, action: "ROLLBACK" } },
      ],
    },
  });
  return until(async () => {
    const deployment = await deploymentOf(serviceName);
    return deployment.lifecycleStage === "POST_TEST_TRAFFIC_SHIFT" && deployment;
  });
}

test("a paused deployment is continued", async () => {
  const deployment = await paused("continued");
  assert.equal(deployment.status, "IN_PROGRESS");
  const [pause] = deployment.lifecycleHookDetails;
  assert.match(pause.hookId, /^ecs-pause-[A-Za-z0-9_-]{43}$/);
  assert.equal(pause.status, "AWAITING_ACTION");
  assert.deepEqual([deployment.targetServiceRevision.requestedTestTrafficWeight, deployment.targetServiceRevision.requestedProductionTrafficWeight], [100, 0]);
  assert.equal(deployment.targetServiceRevision.runningTaskCount, 2);
  assert.equal(deployment.sourceServiceRevisions[0].runningTaskCount, 2);

  const { serviceDeploymentArn } = deployment;
  assert.equal((await ecs.continueServiceDeployment({ serviceDeploymentArn, hookId: pause.hookId, action: "CONTINUE" })).serviceDeploymentArn, serviceDeploymentArn);
  const done = await reaches("continued", "SUCCESSFUL");
  assert.ok(done.finishedAt - done.startedAt >= 5 * 60_000, "the bake time went by");
  assert.equal(done.targetServiceRevision.requestedProductionTrafficWeight, 100);
  await assert.rejects(ecs.stopServiceDeployment({ serviceDeploymentArn }), sdk.ConflictException);
});

test("a paused deployment is rolled back", async () => {
  const { serviceDeploymentArn, sourceServiceRevisions } = await paused("rolled-back");
  assert.equal((await ecs.stopServiceDeployment({ serviceDeploymentArn, stopType: "ROLLBACK" })).serviceDeploymentArn, serviceDeploymentArn);
  const back = await reaches("rolled-back", "ROLLBACK_SUCCESSFUL");
  assert.equal(back.rollback.serviceRevisionArn, sourceServiceRevisions[0].arn);
  assert.equal(back.targetServiceRevision.requestedProductionTrafficWeight, 0);
  const { services: [service] } = await ecs.describeServices({ services: ["rolled-back"] });
  assert.equal(service.taskDefinition, service.deployments[0].taskDefinition);
  assert.equal(service.deployments.length, 1);
});

test("a paused deployment is answered with a rollback", async () => {
  const { serviceDeploymentArn, lifecycleHookDetails: [pause] } = await paused("answered");
  await ecs.continueServiceDeployment({ serviceDeploymentArn, hookId: pause.hookId, action: "ROLLBACK" });
  const back = await reaches("answered", "ROLLBACK_SUCCESSFUL");
  assert.match(back.statusReason, /^Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook\(s\) failed\./);
});

test("what is not there", async () => {
  await paused("missing");
  const { serviceDeploymentArn } = await deploymentOf("missing");
  const { failures } = await ecs.describeServiceDeployments({ serviceDeploymentArns: [serviceDeploymentArn + "x"] });
  assert.deepEqual(failures, [{ arn: serviceDeploymentArn + "x", reason: "MISSING" }]);
  await assert.rejects(ecs.stopServiceDeployment({ serviceDeploymentArn: serviceDeploymentArn + "x" }), sdk.ServiceDeploymentNotFoundException);
  await assert.rejects(ecs.continueServiceDeployment({ serviceDeploymentArn, hookId: "ecs-pause-none" }), sdk.InvalidParameterException);
});
