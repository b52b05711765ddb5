"""The scenario through boto3: run by Boto3Tests with AWS_ENDPOINT_URL set; asserts by itself.

By hand: ./workbook start, then AWS_ENDPOINT_URL=http://127.0.0.1:4566 /usr/bin/python3 scenario.py
"""

import itertools
import os
import unittest

import boto3

# Each test has an account of its own, so that no test sees what another one made, nor a second run what the first one made.
ACCOUNTS = (f"{number:012}" for number in itertools.count(1000 * os.getpid()))
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d"], "assignPublicIp": "ENABLED"}}
QUICK = {"Delay": 1, "MaxAttempts": 60}


def client(account, region="eu-central-1"):
    # Debian's boto3 is older than AWS_ENDPOINT_URL and has to be told.
    return boto3.client(
        "ecs", region_name=region, endpoint_url=os.environ["AWS_ENDPOINT_URL"], aws_access_key_id=account, aws_secret_access_key="secret"
    )


class Scenario(unittest.TestCase):
    def setUp(self):
        self.account = next(ACCOUNTS)
        self.ecs = client(self.account)

    def arn(self, path):
        return f"arn:aws:ecs:eu-central-1:{self.account}:{path}"

    def register(self, family, image="nginx:1.27", **more):
        container = {"name": "web", "image": image, "essential": True, "memory": 128, **more}
        answer = self.ecs.register_task_definition(
            family=family,
            containerDefinitions=[container],
            cpu="256",
            memory="512",
            networkMode="awsvpc",
            requiresCompatibilities=["EC2", "FARGATE"],
        )
        return answer["taskDefinition"]

    def run_task(self, definition, **more):
        answer = self.ecs.run_task(taskDefinition=definition, launchType="FARGATE", networkConfiguration=NETWORK, **more)
        self.assertEqual(answer["failures"], [])
        return [task["taskArn"] for task in answer["tasks"]]

    def wait(self, waiter, tasks, cluster="default"):
        self.ecs.get_waiter(waiter).wait(cluster=cluster, tasks=tasks, WaiterConfig=QUICK)

    def describe_task(self, arn, **more):
        return self.ecs.describe_tasks(tasks=[arn], **more)["tasks"][0]

    def refused(self, error, message, call, **parameters):
        with self.assertRaisesRegex(getattr(self.ecs.exceptions, error), message) as caught:
            call(**parameters)
        answer = caught.exception.response
        self.assertEqual(answer["Error"]["Code"], error)
        self.assertEqual(answer["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertEqual(len(answer["ResponseMetadata"]["RequestId"]), 36)

    def test_clusters(self):
        ecs = self.ecs
        created = ecs.create_cluster(
            clusterName="blue", tags=[{"key": "team", "value": "größe"}], settings=[{"name": "containerInsights", "value": "enabled"}]
        )["cluster"]
        self.assertEqual((created["clusterArn"], created["status"]), (self.arn("cluster/blue"), "ACTIVE"))

        plain = ecs.describe_clusters(clusters=["blue", "nobody"])
        self.assertEqual(plain["clusters"][0]["tags"], [])
        self.assertEqual(plain["failures"], [{"arn": self.arn("cluster/nobody"), "reason": "MISSING"}])
        whole = ecs.describe_clusters(clusters=[created["clusterArn"]], include=["TAGS", "SETTINGS", "STATISTICS"])["clusters"][0]
        self.assertEqual(whole["tags"], [{"key": "team", "value": "größe"}])
        self.assertEqual(whole["settings"], [{"name": "containerInsights", "value": "enabled"}])
        self.assertIn({"name": "runningFargateTasksCount", "value": "0"}, whole["statistics"])

        for number in range(4):
            ecs.create_cluster(clusterName=f"green-{number}")
        pages = list(ecs.get_paginator("list_clusters").paginate(PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["clusterArns"]) for page in pages], [2, 2, 1])
        self.assertEqual(len({arn for page in pages for arn in page["clusterArns"]}), 5)

        updated = ecs.update_cluster_settings(cluster="blue", settings=[{"name": "containerInsights", "value": "disabled"}])["cluster"]
        self.assertEqual(updated["settings"], [{"name": "containerInsights", "value": "disabled"}])
        ecs.tag_resource(resourceArn=created["clusterArn"], tags=[{"key": "cost", "value": "42"}])
        ecs.untag_resource(resourceArn=created["clusterArn"], tagKeys=["team"])
        self.assertEqual(ecs.list_tags_for_resource(resourceArn=created["clusterArn"])["tags"], [{"key": "cost", "value": "42"}])

        self.register("web")
        [task] = self.run_task("web", cluster="blue")
        self.refused("ClusterContainsTasksException", "cannot be deleted while Tasks are active", ecs.delete_cluster, cluster="blue")
        ecs.stop_task(cluster="blue", task=task)
        self.wait("tasks_stopped", [task], "blue")
        self.assertEqual(ecs.delete_cluster(cluster="blue")["cluster"]["status"], "INACTIVE")
        self.assertNotIn(created["clusterArn"], ecs.list_clusters()["clusterArns"])
        self.assertEqual(ecs.describe_clusters(clusters=["blue"])["clusters"][0]["status"], "INACTIVE")

    def test_task_definitions(self):
        ecs = self.ecs
        for _ in range(3):
            self.register("web")
        self.register("batch", command=["echo", "hello"])
        latest = ecs.describe_task_definition(taskDefinition="web")["taskDefinition"]
        self.assertEqual((latest["revision"], latest["status"], latest["cpu"]), (3, "ACTIVE", "256"))
        self.assertEqual(latest["containerDefinitions"][0]["image"], "nginx:1.27")

        pages = ecs.get_paginator("list_task_definitions").paginate(familyPrefix="web", sort="DESC", PaginationConfig={"PageSize": 2})
        arns = [arn for page in pages for arn in page["taskDefinitionArns"]]
        self.assertEqual(arns, [self.arn(f"task-definition/web:{revision}") for revision in (3, 2, 1)])
        families = ecs.get_paginator("list_task_definition_families").paginate(PaginationConfig={"PageSize": 1}).build_full_result()
        self.assertEqual(families["families"], ["batch", "web"])

        gone = ecs.deregister_task_definition(taskDefinition="web:3")["taskDefinition"]
        self.assertEqual(gone["status"], "INACTIVE")
        self.assertEqual(ecs.describe_task_definition(taskDefinition="web")["taskDefinition"]["revision"], 2)
        self.assertEqual(ecs.list_task_definitions(status="INACTIVE")["taskDefinitionArns"], [gone["taskDefinitionArn"]])
        if hasattr(ecs, "delete_task_definitions"):  # Debian's boto3 is older than this operation.
            deleted = ecs.delete_task_definitions(taskDefinitions=["web:3"])["taskDefinitions"][0]
            self.assertEqual(deleted["status"], "DELETE_IN_PROGRESS")

    def test_tasks(self):
        ecs = self.ecs
        ecs.create_cluster()
        self.register("web")
        tags = [{"key": "stage", "value": "test"}]
        override = {"name": "web", "environment": [{"name": "COLOUR", "value": "blue"}], "memory": 256}
        servers = self.run_task("web", count=3, startedBy="scenario", tags=tags, overrides={"containerOverrides": [override]})
        self.assertEqual(len(servers), 3)
        self.wait("tasks_running", servers)
        task = self.describe_task(servers[0], include=["TAGS"])
        self.assertEqual((task["lastStatus"], task["startedBy"], task["group"], task["tags"]), ("RUNNING", "scenario", "family:web", tags))
        self.assertEqual(task["overrides"]["containerOverrides"], [override])
        self.assertLess(task["createdAt"], task["startedAt"])

        [job] = self.run_task("web", overrides={"containerOverrides": [{"name": "web", "command": ["sh", "-c", "exit 3"]}]})
        self.wait("tasks_stopped", [job])
        ended = self.describe_task(job)
        self.assertEqual((ended["stopCode"], ended["stoppedReason"]), ("EssentialContainerExited", "Essential container in task exited"))
        self.assertEqual(ended["containers"][0]["exitCode"], 3)

        pages = list(ecs.get_paginator("list_tasks").paginate(startedBy="scenario", PaginationConfig={"PageSize": 2}))
        self.assertEqual([len(page["taskArns"]) for page in pages], [2, 1])
        self.assertCountEqual([arn for page in pages for arn in page["taskArns"]], servers)
        self.assertEqual(ecs.list_tasks(family="web", desiredStatus="STOPPED")["taskArns"], [job])
        self.assertEqual(ecs.list_tasks(launchType="EC2")["taskArns"], [])

        ecs.stop_task(task=servers[0], reason="enough seen")
        self.wait("tasks_stopped", servers[:1])
        stopped = self.describe_task(servers[0])
        self.assertEqual((stopped["stopCode"], stopped["stoppedReason"]), ("UserInitiated", "enough seen"))
        self.assertCountEqual(ecs.list_tasks()["taskArns"], servers[1:])

    def test_an_image_that_is_missing(self):
        self.ecs.create_cluster()
        self.register("broken", image="example.com/nobody/nothing:missing")
        [task] = self.run_task("broken")
        self.wait("tasks_stopped", [task])
        failed = self.describe_task(task)
        self.assertEqual(failed["stopCode"], "TaskFailedToStart")
        self.assertRegex(failed["stoppedReason"], "^CannotPullContainerError: .*example.com/nobody/nothing:missing: not found$")
        self.assertNotIn("exitCode", failed["containers"][0])

    def test_container_instances(self):
        ecs = self.ecs
        ecs.create_cluster()
        total = [
            {"name": "CPU", "type": "INTEGER", "integerValue": 1024},
            {"name": "MEMORY", "type": "INTEGER", "integerValue": 1024},
            {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22"]},
        ]
        instance = ecs.register_container_instance(totalResources=total)["containerInstance"]["containerInstanceArn"]
        ecs.register_task_definition(
            family="sidecar",
            containerDefinitions=[{"name": "web", "image": "nginx", "memory": 700, "portMappings": [{"containerPort": 80, "hostPort": 8080}]}],
        )
        started = ecs.start_task(taskDefinition="sidecar", containerInstances=[instance, "nobody"])
        self.assertEqual([failure["reason"] for failure in started["failures"]], ["MISSING"])
        [task] = started["tasks"]
        self.wait("tasks_running", [task["taskArn"]])
        self.assertEqual(ecs.list_tasks(containerInstance=instance)["taskArns"], [task["taskArn"]])
        described = ecs.describe_container_instances(containerInstances=[instance])["containerInstances"][0]
        remaining = {resource["name"]: resource for resource in described["remainingResources"]}
        self.assertEqual((described["runningTasksCount"], remaining["MEMORY"]["integerValue"]), (1, 324))

        refused = ecs.run_task(taskDefinition="sidecar", launchType="EC2")
        self.assertEqual(refused["tasks"], [])
        self.assertEqual(refused["failures"], [{"arn": instance, "reason": "RESOURCE:MEMORY"}])

        with self.assertRaisesRegex(ecs.exceptions.InvalidParameterException, "Found running tasks on the instance."):
            ecs.deregister_container_instance(containerInstance=instance)
        drained = ecs.update_container_instances_state(containerInstances=[instance], status="DRAINING")["containerInstances"]
        self.assertEqual([(each["status"], each["runningTasksCount"]) for each in drained], [("DRAINING", 1)])
        gone = ecs.deregister_container_instance(containerInstance=instance, force=True)["containerInstance"]
        self.assertEqual((gone["status"], gone["agentConnected"]), ("INACTIVE", False))
        self.wait("tasks_stopped", [task["taskArn"]])
        [stopped] = ecs.describe_tasks(tasks=[task["taskArn"]])["tasks"]
        self.assertEqual(stopped["stoppedReason"], "Container instance deregistration forced by user")

    def test_capacity_providers(self):
        ecs = self.ecs
        ecs.create_cluster()
        built_in = ecs.describe_capacity_providers()["capacityProviders"]
        self.assertEqual([(each["name"], each["status"]) for each in built_in], [("FARGATE", "ACTIVE"), ("FARGATE_SPOT", "ACTIVE")])
        missing = ecs.describe_capacity_providers(capacityProviders=["nobody"])["failures"]
        self.assertEqual(missing, [{"arn": self.arn("capacity-provider/nobody"), "reason": "MISSING"}])
        for name, message in (("aws-own", "name is invalid"), ("own", "Auto Scaling group ARN is invalid")):
            with self.assertRaisesRegex(ecs.exceptions.ClientException, message):
                ecs.create_capacity_provider(name=name, autoScalingGroupProvider={"autoScalingGroupArn": "nobody"})
        with self.assertRaisesRegex(ecs.exceptions.InvalidParameterException, "'own' was not found"):
            ecs.put_cluster_capacity_providers(cluster="default", capacityProviders=["own"], defaultCapacityProviderStrategy=[])

    def test_account_settings(self):
        ecs = self.ecs
        put = ecs.put_account_setting(name="containerInsights", value="enabled")["setting"]
        self.assertEqual((put["name"], put["value"]), ("containerInsights", "enabled"))
        pages = ecs.get_paginator("list_account_settings").paginate(effectiveSettings=True, PaginationConfig={"PageSize": 3})
        effective = {setting["name"]: setting["value"] for page in pages for setting in page["settings"]}
        self.assertEqual((effective["containerInsights"], effective["taskLongArnFormat"]), ("enabled", "enabled"))
        ecs.put_account_setting_default(name="awsvpcTrunking", value="enabled")
        trunking = ecs.list_account_settings(name="awsvpcTrunking", effectiveSettings=True)["settings"][0]
        self.assertEqual(trunking["value"], "enabled")
        ecs.delete_account_setting(name="containerInsights")
        self.assertEqual(ecs.list_account_settings(name="containerInsights")["settings"], [])

    def test_errors(self):
        ecs = self.ecs
        ecs.create_cluster()
        self.register("web")
        self.refused("ClusterNotFoundException", "Cluster not found", ecs.describe_tasks, cluster="nobody", tasks=["0" * 32])
        self.refused("ClientException", "TaskDefinition not found", ecs.run_task, taskDefinition="nobody")
        self.refused("ClientException", "Unable to describe task definition", ecs.describe_task_definition, taskDefinition="nobody")
        self.refused("InvalidParameterException", "Count should be between 1 and 10", ecs.run_task, taskDefinition="web", count=11)
        self.refused("InvalidParameterException", "Network Configuration must be provided", ecs.run_task, taskDefinition="web", launchType="FARGATE")

    def test_worlds(self):
        self.ecs.create_cluster(clusterName="here")
        self.assertEqual(client(self.account, "us-east-1").list_clusters()["clusterArns"], [])
        self.assertEqual(client("999999999999").list_clusters()["clusterArns"], [])
        # A key that is no account id belongs to the default account.
        named = client("AKIDEXAMPLE").create_cluster(clusterName="there")["cluster"]["clusterArn"]
        self.assertEqual(named, "arn:aws:ecs:eu-central-1:123456789012:cluster/there")
        self.assertEqual(self.ecs.list_clusters()["clusterArns"], [self.arn("cluster/here")])


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # boto3 leaves its connections open
