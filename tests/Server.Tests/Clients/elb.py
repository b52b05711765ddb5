"""A load balancer through boto3, with its waiters: run by LoadBalancerClientTests with AWS_ENDPOINT_URL set; asserts by itself."""

import os
import unittest

import boto3
import botocore.exceptions

QUICK = {"Delay": 1, "MaxAttempts": 60}


def client(service):
    return boto3.client(
        service,
        region_name="eu-central-1",
        endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        aws_access_key_id="000000002003",
        aws_secret_access_key="secret",
    )


class LoadBalancers(unittest.TestCase):
    def test_from_nothing_to_a_listener_and_back(self):
        ec2, elb = client("ec2"), client("elbv2")
        subnets = ec2.describe_subnets()["Subnets"]
        [balancer] = elb.create_load_balancer(Name="web", Subnets=[subnet["SubnetId"] for subnet in subnets])["LoadBalancers"]
        arn = balancer["LoadBalancerArn"]
        elb.get_waiter("load_balancer_available").wait(LoadBalancerArns=[arn], WaiterConfig=QUICK)
        [group] = elb.create_target_group(Name="blue", Protocol="HTTP", Port=80, TargetType="ip", VpcId=balancer["VpcId"], Matcher={"HttpCode": "200-299"})["TargetGroups"]
        self.assertEqual((group["HealthCheckTimeoutSeconds"], group["Matcher"], group["LoadBalancerArns"]), (5, {"HttpCode": "200-299"}, []))
        forward = [{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}]
        [listener] = elb.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=forward)["Listeners"]
        self.assertEqual(listener["DefaultActions"][0]["ForwardConfig"]["TargetGroups"], [{"TargetGroupArn": group["TargetGroupArn"], "Weight": 1}])
        for priority in range(1, 4):
            elb.create_rule(
                ListenerArn=listener["ListenerArn"],
                Priority=priority,
                Conditions=[{"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Stage", "Values": [str(priority)]}}],
                Actions=[{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "MessageBody": "größe & <more>"}}],
            )
        pages = elb.get_paginator("describe_rules").paginate(ListenerArn=listener["ListenerArn"], PaginationConfig={"PageSize": 2})
        rules = [rule for page in pages for rule in page["Rules"]]
        self.assertEqual([rule["Priority"] for rule in rules], ["1", "2", "3", "default"])
        self.assertEqual(rules[0]["Actions"][0]["FixedResponseConfig"]["MessageBody"], "größe & <more>")
        with self.assertRaises(elb.exceptions.PriorityInUseException):
            elb.create_rule(ListenerArn=listener["ListenerArn"], Priority=1, Conditions=rules[0]["Conditions"], Actions=forward)
        with self.assertRaises(elb.exceptions.ResourceInUseException):
            elb.delete_target_group(TargetGroupArn=group["TargetGroupArn"])
        with self.assertRaises(botocore.exceptions.ClientError) as refused:
            elb.create_target_group(Name="blue", Protocol="FTP", Port=80)
        self.assertEqual(refused.exception.response["Error"]["Code"], "ValidationError")
        elb.delete_load_balancer(LoadBalancerArn=arn)
        elb.get_waiter("load_balancers_deleted").wait(LoadBalancerArns=[arn], WaiterConfig=QUICK)
        elb.delete_target_group(TargetGroupArn=group["TargetGroupArn"])
        with self.assertRaises(elb.exceptions.TargetGroupNotFoundException):
            elb.describe_target_groups(Names=["blue"])

    def test_a_classic_one(self):
        elb = client("elb")
        listeners = [{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}]
        name = elb.create_load_balancer(LoadBalancerName="old", Listeners=listeners, AvailabilityZones=["eu-central-1a"])["DNSName"]
        self.assertEqual(name, "old.eu-central-1.elb.localhost")
        [shown] = elb.describe_load_balancers(LoadBalancerNames=["old"])["LoadBalancerDescriptions"]
        self.assertEqual(shown["HealthCheck"]["Target"], "TCP:80")
        self.assertEqual(elb.describe_instance_health(LoadBalancerName="old")["InstanceStates"], [])
        elb.delete_load_balancer(LoadBalancerName="old")
        with self.assertRaises(elb.exceptions.AccessPointNotFoundException):
            elb.describe_load_balancers(LoadBalancerNames=["old"])


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # boto3 leaves its connections open
