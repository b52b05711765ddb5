"""An external deployment and task protection through boto3: run by DeploymentClientTests with AWS_ENDPOINT_URL set; asserts by itself."""

import datetime
import os
import time
import unittest

import boto3

NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-0a1b2c3d"]}}
QUICK = {"Delay": 1, "MaxAttempts": 60}


class Deployments(unittest.TestCase):
    def setUp(self):
        self.ecs = boto3.client("ecs", region_name="eu-central-1", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
        self.ecs.create_cluster()
        self.ecs.register_task_definition(
            family="web",
            containerDefinitions=[{"name": "web", "image": "nginx", "memory": 128}],
            cpu="256",
            memory="512",
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
        )

    def until(self, what):
        # boto3 has no waiter for task sets.
        for _ in range(600):
            answer = what()
            if answer:
                return answer
            time.sleep(0.1)
        self.fail("it never came")

    def steady(self, service):
        sets = self.ecs.describe_task_sets(cluster="default", service=service)["taskSets"]
        return sets if all(each["stabilityStatus"] == "STEADY_STATE" for each in sets) else None

    def test_task_sets(self):
        ecs = self.ecs
        ecs.create_service(serviceName="external", desiredCount=3, deploymentController={"type": "EXTERNAL"})
        common = {"cluster": "default", "service": "external"}
        first = ecs.create_task_set(**common, taskDefinition="web", launchType="FARGATE", networkConfiguration=NETWORK)["taskSet"]
        self.assertEqual((first["status"], first["computedDesiredCount"], first["scale"]), ("ACTIVE", 3, {"value": 100.0, "unit": "PERCENT"}))
        ecs.update_service_primary_task_set(**common, primaryTaskSet=first["taskSetArn"])
        second = ecs.create_task_set(
            **common, taskDefinition="web", launchType="FARGATE", networkConfiguration=NETWORK, scale={"value": 34.0, "unit": "PERCENT"}
        )["taskSet"]
        self.assertEqual(second["computedDesiredCount"], 2)
        sets = self.until(lambda: self.steady("external"))
        self.assertEqual({each["id"]: each["runningCount"] for each in sets}, {first["id"]: 3, second["id"]: 2})
        self.assertIsInstance(sets[0]["stabilityStatusAt"], datetime.datetime)

        with self.assertRaisesRegex(ecs.exceptions.TaskSetNotFoundException, "task set was not found"):
            ecs.delete_task_set(**common, taskSet="ecs-svc/1")
        self.assertEqual(ecs.delete_task_set(**common, taskSet=first["id"], force=True)["taskSet"]["status"], "DRAINING")
        self.until(lambda: len(ecs.describe_services(services=["external"])["services"][0]["taskSets"]) == 1)

        ecs.create_service(serviceName="ordinary", taskDefinition="web", desiredCount=1, launchType="FARGATE", networkConfiguration=NETWORK)
        with self.assertRaisesRegex(ecs.exceptions.InvalidParameterException, "only supports task set management on services configured to use external"):
            ecs.describe_task_sets(cluster="default", service="ordinary")

    def test_protection(self):
        ecs = self.ecs
        ecs.create_service(serviceName="protected", taskDefinition="web", desiredCount=1, launchType="FARGATE", networkConfiguration=NETWORK)
        ecs.get_waiter("services_stable").wait(services=["protected"], WaiterConfig=QUICK)
        [task] = ecs.list_tasks(serviceName="protected")["taskArns"]
        [protected] = ecs.update_task_protection(cluster="default", tasks=[task], protectionEnabled=True)["protectedTasks"]
        self.assertEqual((protected["taskArn"], protected["protectionEnabled"]), (task, True))
        self.assertEqual(ecs.get_task_protection(cluster="default", tasks=[task])["protectedTasks"], [protected])
        alone = ecs.run_task(taskDefinition="web", launchType="FARGATE", networkConfiguration=NETWORK)["tasks"][0]["taskArn"]
        answer = ecs.update_task_protection(cluster="default", tasks=[alone], protectionEnabled=True)
        self.assertEqual((answer["protectedTasks"], answer["failures"]), ([], [{"arn": alone, "reason": "TASK_NOT_VALID"}]))
        self.assertNotIn("expirationDate", ecs.update_task_protection(cluster="default", tasks=[task], protectionEnabled=False)["protectedTasks"][0])


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # boto3 leaves its connections open
