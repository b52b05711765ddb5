"""The services that speak Query through boto3: run by QueryClientTests with AWS_ENDPOINT_URL set; asserts by itself."""

import os
import unittest

import boto3
import botocore.exceptions


def client(service):
    return boto3.client(
        service,
        region_name="eu-central-1",
        endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        aws_access_key_id="000000002002",
        aws_secret_access_key="secret",
    )


class Query(unittest.TestCase):
    def test_regions(self):
        ec2 = client("ec2")
        answer = ec2.describe_regions(AllRegions=True, Filters=[{"Name": "opt-in-status", "Values": ["not-opted-in"]}])
        self.assertIn("eu-south-1", [region["RegionName"] for region in answer["Regions"]])
        self.assertRegex(answer["ResponseMetadata"]["RequestId"], "^[0-9a-f-]{36}$")
        with self.assertRaises(botocore.exceptions.ClientError) as refused:
            ec2.describe_regions(RegionNames=["mars-1"])
        self.assertEqual(refused.exception.response["Error"]["Code"], "InvalidParameterValue")
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_limits(self):
        answer = client("autoscaling").describe_account_limits()
        self.assertGreater(answer["MaxNumberOfAutoScalingGroups"], 0)
        self.assertEqual(answer["NumberOfLaunchConfigurations"], 0)
        self.assertRegex(answer["ResponseMetadata"]["RequestId"], "^[0-9a-f-]{36}$")


if __name__ == "__main__":
    unittest.main(warnings="ignore")  # boto3 leaves its connections open
