// CloudWatch through the AWS SDK for JavaScript, in each protocol that it offers: run by CloudWatchClientTests with AWS_ENDPOINT_URL set and the first minute as argument; asserts by
// itself.
import assert from "node:assert/strict";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";

const start = new Date(Number(process.argv[2]) * 1000);
const later = minutes => new Date(start.getTime() + minutes * 60_000);
const Dimensions = [{ Name: "Host", Value: "a" }];
const own = new CloudWatch({});

await own.putMetricData({
  Namespace: "Shop",
  MetricData: [
    { MetricName: "Latency", Dimensions, Timestamp: start, Values: [1, 2, 3, 4], Counts: [1, 1, 1, 7], Unit: "Milliseconds" },
    { MetricName: "Latency", Dimensions, Timestamp: later(1), Value: 0.5, Unit: "Milliseconds" },
    { MetricName: "Orders", Timestamp: start, StatisticValues: { SampleCount: 2, Sum: 30, Minimum: 10, Maximum: 20 } },
  ],
});

const service = { defaultNamespace: "com.amazonaws.cloudwatch", xmlNamespace: "http://monitoring.amazonaws.com/doc/2010-08-01/", version: "2010-08-01", serviceTarget: "GraniteServiceVersion20100801", awsQueryCompatible: true };
const protocols = { own: undefined, json: AwsJson1_0Protocol, query: AwsQueryProtocol, cbor: AwsSmithyRpcV2CborProtocol };
const answers = {};
for (const [name, Protocol] of Object.entries(protocols)) {
  const client = Protocol ? new CloudWatch({ protocol: Protocol, protocolSettings: service }) : own;
  const data = await client.getMetricData({
    StartTime: start, EndTime: later(5), ScanBy: "TimestampAscending",
    MetricDataQueries: [
      { Id: "m", MetricStat: { Metric: { Namespace: "Shop", MetricName: "Latency", Dimensions }, Period: 60, Stat: "tm90" } },
      { Id: "e", Expression: "m * 2", Label: "Twice é" },
    ],
  });
  const statistics = await client.getMetricStatistics({ Namespace: "Shop", MetricName: "Orders", StartTime: start, EndTime: later(5), Period: 60, Statistics: ["Average"] });
  const refused = await client.putMetricData({ Namespace: "AWS/ECS", MetricData: [{ MetricName: "x", Value: 1 }] }).then(() => assert.fail("taken"), error => error);
  answers[name] = {
    results: data.MetricDataResults.map(({ Id, Label, Timestamps, Values, StatusCode }) => ({ Id, Label, Timestamps, Values, StatusCode })),
    datapoints: statistics.Datapoints.map(({ Timestamp, Average, Unit }) => ({ Timestamp, Average, Unit })),
    error: [refused.name.replace(/Exception$/, ""), refused.message, refused.$metadata.httpStatusCode],
  };
}
assert.deepEqual(answers.own.results, [
  { Id: "m", Label: "Latency", Timestamps: [start, later(1)], Values: [30 / 9, 0.5], StatusCode: "Complete" },
  { Id: "e", Label: "Twice é", Timestamps: [start, later(1)], Values: [60 / 9, 1], StatusCode: "Complete" },
]);
assert.deepEqual(answers.own.datapoints, [{ Timestamp: start, Average: 15, Unit: "None" }]);
assert.deepEqual(answers.own.error, ["InvalidParameterValue", "The value AWS/ECS for parameter Namespace is invalid.", 400]);
for (const name of ["json", "query", "cbor"]) assert.deepEqual(answers[name], answers.own, name);
