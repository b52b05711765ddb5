"""Machines in a cluster through boto3: run by Ec2ProgramTests with AWS_ENDPOINT_URL set; asserts by itself.

By hand: ./workbook start --clock auto, then AWS_ENDPOINT_URL=http://127.0.0.1:4566 /usr/bin/python3 ec2.py
"""

import os
import unittest

import boto3
import botocore.exceptions

QUICK = {"Delay": 1, "MaxAttempts": 60}
USER_DATA = "#!/bin/bash\necho ECS_CLUSTER=demo >> /etc/ecs/ecs.config\n"


def client(service):
    return boto3.client(
        service,
        region_name="eu-central-1",
        endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        aws_access_key_id=f"{1000 * os.getpid():012}",
        aws_secret_access_key="secret",
    )


class Machines(unittest.TestCase):
    def setUp(self):
        self.ec2, self.ecs, self.scaling = client("ec2"), client("ecs"), client("autoscaling")
        [vpc] = self.ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
        self.vpc = vpc["VpcId"]
        self.image = self.ec2.describe_images(Owners=["amazon"], Filters=[{"Name": "name", "Values": ["al2023-ami-ecs-hvm-*-x86_64"]}])["Images"][0]["ImageId"]

    def assertRefused(self, code, call, **parameters):
        with self.assertRaises(botocore.exceptions.ClientError) as refused:
            call(**parameters)
        self.assertEqual(refused.exception.response["Error"]["Code"], code)

    def states(self, ids):
        pages = self.ec2.get_paginator("describe_instances").paginate(InstanceIds=ids)
        return {machine["State"]["Name"] for page in pages for reservation in page["Reservations"] for machine in reservation["Instances"]}

    def test_a_group_carries_tasks(self):
        ecs = self.ecs
        ecs.create_cluster(clusterName="demo")
        subnets = self.ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [self.vpc]}])["Subnets"]
        self.assertEqual(len({subnet["AvailabilityZone"] for subnet in subnets}), 3)
        guard = self.ec2.create_security_group(GroupName="workers", Description="workers", VpcId=self.vpc)["GroupId"]
        self.ec2.authorize_security_group_ingress(
            GroupId=guard, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}]}]
        )
        # As the text that people send to a launch template: base64, which boto3 does for run_instances only.
        user_data = "IyEvYmluL2Jhc2gKZWNobyBFQ1NfQ0xVU1RFUj1kZW1vID4+IC9ldGMvZWNzL2Vjcy5jb25maWcK"
        self.ec2.create_launch_template(
            LaunchTemplateName="ecs", LaunchTemplateData={"ImageId": self.image, "InstanceType": "t3.medium", "UserData": user_data, "SecurityGroupIds": [guard]}
        )
        self.scaling.create_auto_scaling_group(
            AutoScalingGroupName="workers",
            LaunchTemplate={"LaunchTemplateName": "ecs", "Version": "$Latest"},
            MinSize=0,
            MaxSize=4,
            VPCZoneIdentifier=",".join(subnet["SubnetId"] for subnet in subnets),
        )
        [group] = self.scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["workers"])["AutoScalingGroups"]
        self.assertEqual(group["Instances"], [])
        ecs.create_capacity_provider(
            name="own", autoScalingGroupProvider={"autoScalingGroupArn": group["AutoScalingGroupARN"], "managedScaling": {"status": "ENABLED", "targetCapacity": 100}}
        )
        ecs.put_cluster_capacity_providers(cluster="demo", capacityProviders=["own"], defaultCapacityProviderStrategy=[{"capacityProvider": "own", "weight": 1}])
        ecs.register_task_definition(family="web", containerDefinitions=[{"name": "web", "image": "nginx", "cpu": 1024, "memory": 128}])
        ecs.create_service(cluster="demo", serviceName="api", taskDefinition="web", desiredCount=5)
        ecs.get_waiter("services_stable").wait(cluster="demo", services=["api"], WaiterConfig=QUICK)
        machines = [member["InstanceId"] for member in self.scaling.describe_auto_scaling_instances()["AutoScalingInstances"]]
        self.assertEqual(len(machines), 3)
        self.ec2.get_waiter("instance_running").wait(InstanceIds=machines, WaiterConfig=QUICK)
        instances = ecs.list_container_instances(cluster="demo")["containerInstanceArns"]
        described = ecs.describe_container_instances(cluster="demo", containerInstances=instances)["containerInstances"]
        self.assertEqual({instance["ec2InstanceId"] for instance in described}, set(machines))
        self.assertEqual({instance["capacityProviderName"] for instance in described}, {"own"})
        self.assertEqual(ecs.describe_services(cluster="demo", services=["api"])["services"][0]["runningCount"], 5)

        ecs.delete_service(cluster="demo", service="api", force=True)
        self.scaling.delete_auto_scaling_group(AutoScalingGroupName="workers", ForceDelete=True)
        self.ec2.get_waiter("instance_terminated").wait(InstanceIds=machines, WaiterConfig=QUICK)
        self.assertEqual(self.states(machines), {"terminated"})

    def test_a_single_machine(self):
        [machine] = self.ec2.run_instances(ImageId=self.image, InstanceType="t3.micro", MinCount=1, MaxCount=1, UserData=USER_DATA)["Instances"]
        ids = [machine["InstanceId"]]
        self.assertEqual(machine["State"], {"Code": 0, "Name": "pending"})
        self.ec2.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig=QUICK)
        self.assertEqual(self.ec2.describe_instance_attribute(InstanceId=ids[0], Attribute="instanceType")["InstanceType"], {"Value": "t3.micro"})
        self.ec2.terminate_instances(InstanceIds=ids)
        self.ec2.get_waiter("instance_terminated").wait(InstanceIds=ids, WaiterConfig=QUICK)

    def test_errors(self):
        self.assertRefused("InvalidVpcID.NotFound", self.ec2.delete_vpc, VpcId="vpc-0123456789abcdef0")
        self.assertRefused("DependencyViolation", self.ec2.delete_vpc, VpcId=self.vpc)
        self.assertRefused("InvalidGroup.NotFound", self.ec2.delete_security_group, GroupId="sg-0123456789abcdef0")
        self.assertRefused("ValidationError", self.scaling.delete_auto_scaling_group, AutoScalingGroupName="nobody")
        with self.assertRaises(self.scaling.exceptions.ClientError):
            self.scaling.set_desired_capacity(AutoScalingGroupName="nobody", DesiredCapacity=1)


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # boto3 leaves its connections open
