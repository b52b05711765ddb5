// The scenario through the AWS SDK for JavaScript: run by JavaScriptTests with AWS_ENDPOINT_URL set; asserts by itself.
// By hand: ./workbook start, then AWS_ENDPOINT_URL=http://127.0.0.1:4566 node --test scenario.mjs
import assert from "node:assert/strict";
import { test } from "node:test";
import * as sdk from "@aws-sdk/client-ecs";

// Each test has an account of its own, so that no test sees what another one made, nor a second run what the first one made.
let accounts = 1000 * process.pid;

const REGION = "eu-central-1";
const NETWORK = { awsvpcConfiguration: { subnets: ["subnet-0a1b2c3d"], assignPublicIp: "ENABLED" } };

const clientOf = (account, region = REGION) =>
  new sdk.ECS({ region, credentials: { accessKeyId: account, secretAccessKey: "secret" } });

function scenario(name, body) {
  test(name, async () => {
    const account = String(accounts++).padStart(12, "0");
    const ecs = clientOf(account);
    const arn = path => `arn:aws:ecs:${REGION}:${account}:${path}`;
    const refused = (call, error, message) => assert.rejects(call, thrown => {
      assert.ok(thrown instanceof sdk[error], `${thrown} is no ${error}`);
      assert.match(thrown.message, message);
      assert.equal(thrown.$metadata.httpStatusCode, 400);
      assert.match(thrown.$metadata.requestId, /^[0-9a-f-]{36}$/);
      return true;
    });
    try {
      await body({ ecs, account, arn, refused });
    } finally {
      ecs.destroy();
    }
  });
}

async function register(ecs, family, image = "nginx:1.27", more = {}) {
  const { taskDefinition } = await ecs.registerTaskDefinition({
    family,
    containerDefinitions: [{ name: "web", image, essential: true, memory: 128, ...more }],
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["EC2", "FARGATE"],
  });
  return taskDefinition;
}

async function run(ecs, taskDefinition, more = {}) {
  const { tasks, failures } = await ecs.runTask({ taskDefinition, launchType: "FARGATE", networkConfiguration: NETWORK, ...more });
  assert.deepEqual(failures, []);
  return tasks.map(task => task.taskArn);
}

const quick = client => ({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 });
const running = (ecs, tasks, cluster) => sdk.waitUntilTasksRunning(quick(ecs), { cluster, tasks });
const stopped = (ecs, tasks, cluster) => sdk.waitUntilTasksStopped(quick(ecs), { cluster, tasks });
const describe = async (ecs, task, more = {}) => (await ecs.describeTasks({ tasks: [task], ...more })).tasks[0];

async function pagesOf(paginator) {
  const pages = [];
  for await (const page of paginator) pages.push(page);
  return pages;
}

scenario("clusters", async ({ ecs, arn, refused }) => {
  const { cluster } = await ecs.createCluster({
    clusterName: "blue",
    tags: [{ key: "team", value: "größe" }],
    settings: [{ name: "containerInsights", value: "enabled" }],
  });
  assert.equal(cluster.clusterArn, arn("cluster/blue"));
  assert.equal(cluster.status, "ACTIVE");

  const plain = await ecs.describeClusters({ clusters: ["blue", "nobody"] });
  assert.deepEqual(plain.clusters[0].tags, []);
  assert.deepEqual(plain.failures, [{ arn: arn("cluster/nobody"), reason: "MISSING" }]);
  const whole = (await ecs.describeClusters({ clusters: [cluster.clusterArn], include: ["TAGS", "SETTINGS", "STATISTICS"] })).clusters[0];
  assert.deepEqual(whole.tags, [{ key: "team", value: "größe" }]);
  assert.deepEqual(whole.settings, [{ name: "containerInsights", value: "enabled" }]);
  assert.equal(whole.statistics.find(each => each.name === "runningFargateTasksCount").value, "0");

  for (let number = 0; number < 4; number++) await ecs.createCluster({ clusterName: `green-${number}` });
  const pages = await pagesOf(sdk.paginateListClusters({ client: ecs, pageSize: 2 }, {}));
  assert.deepEqual(pages.map(page => page.clusterArns.length), [2, 2, 1]);
  assert.equal(new Set(pages.flatMap(page => page.clusterArns)).size, 5);

  const settings = [{ name: "containerInsights", value: "disabled" }];
  assert.deepEqual((await ecs.updateClusterSettings({ cluster: "blue", settings })).cluster.settings, settings);
  await ecs.tagResource({ resourceArn: cluster.clusterArn, tags: [{ key: "cost", value: "42" }] });
  await ecs.untagResource({ resourceArn: cluster.clusterArn, tagKeys: ["team"] });
  assert.deepEqual((await ecs.listTagsForResource({ resourceArn: cluster.clusterArn })).tags, [{ key: "cost", value: "42" }]);

  await register(ecs, "web");
  const [task] = await run(ecs, "web", { cluster: "blue" });
  await refused(ecs.deleteCluster({ cluster: "blue" }), "ClusterContainsTasksException", /cannot be deleted while Tasks are active/);
  await ecs.stopTask({ cluster: "blue", task });
  await stopped(ecs, [task], "blue");
  assert.equal((await ecs.deleteCluster({ cluster: "blue" })).cluster.status, "INACTIVE");
  assert.ok(!(await ecs.listClusters({})).clusterArns.includes(cluster.clusterArn));
  assert.equal((await ecs.describeClusters({ clusters: ["blue"] })).clusters[0].status, "INACTIVE");
});

scenario("task definitions", async ({ ecs, arn }) => {
  for (let revision = 1; revision <= 3; revision++) assert.equal((await register(ecs, "web")).revision, revision);
  await register(ecs, "batch", "busybox", { command: ["echo", "hello"] });
  const { taskDefinition: latest } = await ecs.describeTaskDefinition({ taskDefinition: "web" });
  assert.deepEqual([latest.revision, latest.status, latest.cpu], [3, "ACTIVE", "256"]);
  assert.ok(latest.registeredAt instanceof Date);

  const pages = await pagesOf(sdk.paginateListTaskDefinitions({ client: ecs, pageSize: 2 }, { familyPrefix: "web", sort: "DESC" }));
  assert.deepEqual(pages.flatMap(page => page.taskDefinitionArns), [3, 2, 1].map(revision => arn(`task-definition/web:${revision}`)));
  const families = await pagesOf(sdk.paginateListTaskDefinitionFamilies({ client: ecs, pageSize: 1 }, {}));
  assert.deepEqual(families.flatMap(page => page.families), ["batch", "web"]);

  const { taskDefinition: gone } = await ecs.deregisterTaskDefinition({ taskDefinition: "web:3" });
  assert.equal(gone.status, "INACTIVE");
  assert.equal((await ecs.describeTaskDefinition({ taskDefinition: "web" })).taskDefinition.revision, 2);
  assert.deepEqual((await ecs.listTaskDefinitions({ status: "INACTIVE" })).taskDefinitionArns, [gone.taskDefinitionArn]);
  const deleted = await ecs.deleteTaskDefinitions({ taskDefinitions: ["web:3", "web:2"] });
  assert.deepEqual(deleted.taskDefinitions.map(each => each.status), ["DELETE_IN_PROGRESS"]);
  assert.match(deleted.failures[0].reason, /still in ACTIVE status/);
});

scenario("tasks", async ({ ecs }) => {
  await ecs.createCluster({});
  await register(ecs, "web");
  const tags = [{ key: "stage", value: "test" }];
  const override = { name: "web", environment: [{ name: "COLOUR", value: "blue" }], memory: 256 };
  const servers = await run(ecs, "web", { count: 3, startedBy: "scenario", tags, overrides: { containerOverrides: [override] } });
  assert.equal(servers.length, 3);
  await running(ecs, servers);
  const task = await describe(ecs, servers[0], { include: ["TAGS"] });
  assert.deepEqual([task.lastStatus, task.startedBy, task.group, task.tags], ["RUNNING", "scenario", "family:web", tags]);
  assert.deepEqual(task.overrides.containerOverrides, [override]);
  assert.ok(task.createdAt < task.startedAt);

  const [job] = await run(ecs, "web", { overrides: { containerOverrides: [{ name: "web", command: ["sh", "-c", "exit 3"] }] } });
  await stopped(ecs, [job]);
  const ended = await describe(ecs, job);
  assert.deepEqual([ended.stopCode, ended.stoppedReason], ["EssentialContainerExited", "Essential container in task exited"]);
  assert.equal(ended.containers[0].exitCode, 3);

  const pages = await pagesOf(sdk.paginateListTasks({ client: ecs, pageSize: 2 }, { startedBy: "scenario" }));
  assert.deepEqual(pages.map(page => page.taskArns.length), [2, 1]);
  assert.deepEqual(pages.flatMap(page => page.taskArns).sort(), [...servers].sort());
  assert.deepEqual((await ecs.listTasks({ family: "web", desiredStatus: "STOPPED" })).taskArns, [job]);
  assert.deepEqual((await ecs.listTasks({ launchType: "EC2" })).taskArns, []);

  await ecs.stopTask({ task: servers[0], reason: "enough seen" });
  await stopped(ecs, servers.slice(0, 1));
  const last = await describe(ecs, servers[0]);
  assert.deepEqual([last.stopCode, last.stoppedReason], ["UserInitiated", "enough seen"]);
  assert.deepEqual((await ecs.listTasks({})).taskArns.sort(), servers.slice(1).sort());
});

scenario("an image that is missing", async ({ ecs }) => {
  await ecs.createCluster({});
  await register(ecs, "broken", "example.com/nobody/nothing:missing");
  const [task] = await run(ecs, "broken");
  await stopped(ecs, [task]);
  const failed = await describe(ecs, task);
  assert.equal(failed.stopCode, "TaskFailedToStart");
  assert.match(failed.stoppedReason, /^CannotPullContainerError: .*example\.com\/nobody\/nothing:missing: not found$/);
  assert.equal(failed.containers[0].exitCode, undefined);
});

scenario("container instances", async ({ ecs }) => {
  await ecs.createCluster({});
  const { containerInstance } = await ecs.registerContainerInstance({
    totalResources: [
      { name: "CPU", type: "INTEGER", integerValue: 1024 },
      { name: "MEMORY", type: "INTEGER", integerValue: 1024 },
      { name: "PORTS", type: "STRINGSET", stringSetValue: ["22"] },
    ],
  });
  const instance = containerInstance.containerInstanceArn;
  await ecs.registerTaskDefinition({
    family: "sidecar",
    containerDefinitions: [{ name: "web", image: "nginx", memory: 700, portMappings: [{ containerPort: 80, hostPort: 8080 }] }],
  });
  const started = await ecs.startTask({ taskDefinition: "sidecar", containerInstances: [instance, "nobody"] });
  assert.deepEqual(started.failures.map(failure => failure.reason), ["MISSING"]);
  const tasks = started.tasks.map(task => task.taskArn);
  await running(ecs, tasks);
  assert.deepEqual((await ecs.listTasks({ containerInstance: instance })).taskArns, tasks);
  const described = (await ecs.describeContainerInstances({ containerInstances: [instance] })).containerInstances[0];
  assert.equal(described.runningTasksCount, 1);
  assert.equal(described.remainingResources.find(each => each.name === "MEMORY").integerValue, 324);

  const refused = await ecs.runTask({ taskDefinition: "sidecar", launchType: "EC2" });
  assert.deepEqual(refused.tasks, []);
  assert.deepEqual(refused.failures, [{ arn: instance, reason: "RESOURCE:MEMORY" }]);
});

scenario("account settings", async ({ ecs }) => {
  const { setting } = await ecs.putAccountSetting({ name: "containerInsights", value: "enabled" });
  assert.deepEqual([setting.name, setting.value], ["containerInsights", "enabled"]);
  const pages = await pagesOf(sdk.paginateListAccountSettings({ client: ecs, pageSize: 3 }, { effectiveSettings: true }));
  const effective = Object.fromEntries(pages.flatMap(page => page.settings).map(each => [each.name, each.value]));
  assert.deepEqual([effective.containerInsights, effective.taskLongArnFormat], ["enabled", "enabled"]);
  await ecs.putAccountSettingDefault({ name: "awsvpcTrunking", value: "enabled" });
  assert.equal((await ecs.listAccountSettings({ name: "awsvpcTrunking", effectiveSettings: true })).settings[0].value, "enabled");
  await ecs.deleteAccountSetting({ name: "containerInsights" });
  assert.deepEqual((await ecs.listAccountSettings({ name: "containerInsights" })).settings, []);
});

scenario("errors", async ({ ecs, refused }) => {
  await ecs.createCluster({});
  await register(ecs, "web");
  await refused(ecs.describeTasks({ cluster: "nobody", tasks: ["0".repeat(32)] }), "ClusterNotFoundException", /Cluster not found/);
  await refused(ecs.runTask({ taskDefinition: "nobody" }), "ClientException", /TaskDefinition not found/);
  await refused(ecs.describeTaskDefinition({ taskDefinition: "nobody" }), "ClientException", /Unable to describe task definition/);
  await refused(ecs.runTask({ taskDefinition: "web", count: 11 }), "InvalidParameterException", /Count should be between 1 and 10/);
  await refused(ecs.runTask({ taskDefinition: "web", launchType: "FARGATE" }), "InvalidParameterException", /Network Configuration must be provided/);
});

scenario("worlds", async ({ ecs, account, arn }) => {
  await ecs.createCluster({ clusterName: "here" });
  assert.deepEqual((await clientOf(account, "us-east-1").listClusters({})).clusterArns, []);
  assert.deepEqual((await clientOf("999999999999").listClusters({})).clusterArns, []);
  // A key that is no account id belongs to the default account.
  const { cluster } = await clientOf("AKIDEXAMPLE").createCluster({ clusterName: "there" });
  assert.equal(cluster.clusterArn, `arn:aws:ecs:${REGION}:123456789012:cluster/there`);
  assert.deepEqual((await ecs.listClusters({})).clusterArns, [arn("cluster/here")]);
});
