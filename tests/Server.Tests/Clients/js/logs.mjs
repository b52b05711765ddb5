// CloudWatch Logs through the AWS SDK for JavaScript: run by CloudWatchLogsClientTests with AWS_ENDPOINT_URL set and the first millisecond as argument; asserts by itself.
import assert from "node:assert/strict";
import { CloudWatchLogs, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";

const start = Number(process.argv[2]);
const logs = new CloudWatchLogs({});
const logGroupName = "/ecs/shop";

await logs.createLogGroup({ logGroupName, tags: { team: "shop" } });
await logs.putRetentionPolicy({ logGroupName, retentionInDays: 7 });
for (const logStreamName of ["web/app/1", "web/app/2"]) await logs.createLogStream({ logGroupName, logStreamName });
const put = (logStreamName, ...events) =>
  logs.putLogEvents({ logGroupName, logStreamName, logEvents: events.map(([at, message]) => ({ timestamp: start + at, message })) });
await put("web/app/1", [0, "GET / 200"], [2, "GET /cart 500"], [4, '{"level":"error","ms":12}']);
await put("web/app/2", [1, "GET /pay 500"], [3, "größer ✓"]);

const found = [];
for await (const page of paginateFilterLogEvents({ client: logs, pageSize: 2 }, { logGroupIdentifier: logGroupName, filterPattern: "?cart ?pay" })) found.push(...page.events);
assert.deepEqual(found.map(event => [event.logStreamName, event.timestamp - start, event.message]), [["web/app/2", 1, "GET /pay 500"], ["web/app/1", 2, "GET /cart 500"]]);
const page = await logs.getLogEvents({ logGroupName, logStreamName: "web/app/1", startFromHead: true, limit: 2 });
assert.deepEqual(page.events.map(event => event.message), ["GET / 200", "GET /cart 500"]);
assert.match(page.nextForwardToken, /^f\/\d{56}\/s$/);
const refused = await logs.putMetricFilter({ logGroupName, filterName: "x", filterPattern: "{ $.a", metricTransformations: [{ metricName: "x", metricNamespace: "x", metricValue: "1" }] })
  .then(() => assert.fail("taken"), error => error);
assert.deepEqual([refused.name, refused.message], ["InvalidParameterException", "If a filter pattern starts with '{' it must end with '}'"]);
