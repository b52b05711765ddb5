// The services that speak Query through the AWS SDK for JavaScript: run by QueryClientTests with AWS_ENDPOINT_URL set; asserts by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AutoScaling } from "@aws-sdk/client-auto-scaling";
import { EC2 } from "@aws-sdk/client-ec2";

const options = { region: "eu-central-1", credentials: { accessKeyId: "000000002001", secretAccessKey: "secret" } };

test("regions", async () => {
  const ec2 = new EC2(options);
  const { Regions, $metadata } = await ec2.describeRegions({ RegionNames: ["eu-west-1", "us-east-1"], Filters: [{ Name: "region-name", Values: ["eu-*", "x"] }] });
  assert.deepEqual(Regions.map(region => region.RegionName), ["eu-west-1"]);
  assert.equal(Regions[0].OptInStatus, "opt-in-not-required");
  assert.equal($metadata.httpStatusCode, 200);
  await assert.rejects(ec2.describeRegions({ Filters: [{ Name: "colour", Values: ["red"] }] }), thrown => {
    assert.equal(thrown.name, "InvalidParameterValue");
    assert.match(thrown.message, /colour/);
    assert.match(thrown.$metadata.requestId, /^[0-9a-f-]{36}$/);
    return true;
  });
  ec2.destroy();
});

test("limits", async () => {
  const scaling = new AutoScaling(options);
  const limits = await scaling.describeAccountLimits({});
  assert.ok(limits.MaxNumberOfAutoScalingGroups > 0);
  assert.equal(limits.NumberOfAutoScalingGroups, 0);
  scaling.destroy();
});
