// A load balancer through the AWS SDK for JavaScript: run by LoadBalancerClientTests with AWS_ENDPOINT_URL set; asserts by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EC2 } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2, waitUntilLoadBalancerAvailable, waitUntilTargetDeregistered } from "@aws-sdk/client-elastic-load-balancing-v2";

const options = { region: "eu-central-1", credentials: { accessKeyId: "000000002004", secretAccessKey: "secret" } };

test("a network load balancer", async () => {
  const [ec2, elb] = [new EC2(options), new ElasticLoadBalancingV2(options)];
  const { Subnets } = await ec2.describeSubnets({});
  const { LoadBalancers: [balancer] } = await elb.createLoadBalancer({ Name: "net", Type: "network", Subnets: Subnets.map(subnet => subnet.SubnetId) });
  assert.ok(balancer.CreatedTime instanceof Date);
  const quick = { client: elb, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
  await waitUntilLoadBalancerAvailable(quick, { LoadBalancerArns: [balancer.LoadBalancerArn] });
  const { TargetGroups: [group] } = await elb.createTargetGroup({ Name: "tcp", Protocol: "TCP", Port: 5432, TargetType: "ip", VpcId: balancer.VpcId });
  assert.deepEqual([group.HealthCheckProtocol, group.HealthCheckTimeoutSeconds, group.ProtocolVersion], ["TCP", 10, undefined]);
  const Targets = [{ Id: "10.1.2.3", AvailabilityZone: "all" }];
  await elb.registerTargets({ TargetGroupArn: group.TargetGroupArn, Targets });
  const health = await elb.describeTargetHealth({ TargetGroupArn: group.TargetGroupArn });
  assert.deepEqual(health.TargetHealthDescriptions[0].TargetHealth, { State: "unused", Reason: "Target.NotInUse", Description: "Target group is not configured to receive traffic from the load balancer" });
  await elb.deregisterTargets({ TargetGroupArn: group.TargetGroupArn, Targets });
  await waitUntilTargetDeregistered(quick, { TargetGroupArn: group.TargetGroupArn, Targets });
  await assert.rejects(elb.createListener({ LoadBalancerArn: balancer.LoadBalancerArn, Protocol: "HTTP", Port: 80, DefaultActions: [{ Type: "forward", TargetGroupArn: group.TargetGroupArn }] }), thrown => {
    assert.equal(thrown.name, "ValidationError");
    assert.equal(thrown.message, "Listener protocol 'HTTP' must be one of 'TCP, TLS, UDP, TCP_UDP'");
    return true;
  });
  await assert.rejects(elb.describeTrustStores({}), { name: "UnsupportedOperation" });
  ec2.destroy();
  elb.destroy();
});
