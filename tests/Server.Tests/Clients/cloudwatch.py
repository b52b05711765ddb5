"""CloudWatch through boto3: run by CloudWatchClientTests with AWS_ENDPOINT_URL set and the first minute as argument; asserts by itself."""

import datetime
import os
import sys

import boto3

start = datetime.datetime.fromtimestamp(int(sys.argv[1]), datetime.timezone.utc)
minute = datetime.timedelta(minutes=1)
cloudwatch = boto3.client("cloudwatch", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
host = [{"Name": "Host", "Value": "a"}]

cloudwatch.put_metric_data(
    Namespace="Shop",
    MetricData=[
        {"MetricName": "Latency", "Dimensions": host, "Timestamp": start, "Values": [1, 2, 3, 4], "Counts": [1, 1, 1, 7], "Unit": "Milliseconds"},
        {"MetricName": "Latency", "Dimensions": host, "Timestamp": start + minute, "Value": 0.5, "Unit": "Milliseconds"},
        {"MetricName": "Orders", "Timestamp": start, "StatisticValues": {"SampleCount": 2, "Sum": 30, "Minimum": 10, "Maximum": 20}},
    ],
)
answer = cloudwatch.get_metric_statistics(
    Namespace="Shop", MetricName="Latency", Dimensions=host, StartTime=start, EndTime=start + 5 * minute, Period=60,
    Statistics=["Average", "SampleCount"], Unit="Milliseconds",
)
points = sorted(answer["Datapoints"], key=lambda point: point["Timestamp"])
assert [(point["Timestamp"], point["Average"], point["SampleCount"]) for point in points] == [(start, 3.4, 10), (start + minute, 0.5, 1)], points
answer = cloudwatch.get_metric_statistics(
    Namespace="Shop", MetricName="Latency", Dimensions=host, StartTime=start, EndTime=start + minute, Period=60, ExtendedStatistics=["p30", "tm90"]
)
assert answer["Datapoints"][0]["ExtendedStatistics"]["p30"] == 3, answer
pages = cloudwatch.get_paginator("get_metric_data").paginate(
    StartTime=start, EndTime=start + 5 * minute, MaxDatapoints=1,
    MetricDataQueries=[{"Id": "m", "MetricStat": {"Metric": {"Namespace": "Shop", "MetricName": "Latency", "Dimensions": host}, "Period": 60, "Stat": "Maximum"}}],
)
values = [value for page in pages for result in page["MetricDataResults"] for value in result["Values"]]
assert values == [0.5, 4], values

try:
    cloudwatch.put_metric_data(Namespace="AWS/ECS", MetricData=[{"MetricName": "x", "Value": 1}])
    raise AssertionError("taken")
except cloudwatch.exceptions.InvalidParameterValueException as refused:
    assert refused.response["Error"]["Code"] == "InvalidParameterValue", refused.response
    assert refused.response["Error"]["Message"] == "The value AWS/ECS for parameter Namespace is invalid.", refused.response
try:
    cloudwatch.get_dashboard(DashboardName="none")
    raise AssertionError("there")
except cloudwatch.exceptions.ClientError as absent:
    assert absent.response["Error"]["Code"] == "ResourceNotFound", absent.response
    assert absent.response["ResponseMetadata"]["HTTPStatusCode"] == 404, absent.response

cloudwatch.put_metric_alarm(
    AlarmName="hot", Namespace="Shop", MetricName="Orders", Statistic="Sum", Period=60, EvaluationPeriods=1, Threshold=100, ComparisonOperator="GreaterThanThreshold"
)
cloudwatch.set_alarm_state(AlarmName="hot", StateValue="ALARM", StateReason="drill", StateReasonData='{"a":1}')
alarm = cloudwatch.describe_alarms(AlarmNames=["hot"])["MetricAlarms"][0]
assert (alarm["StateValue"], alarm["StateReasonData"], alarm["Threshold"], alarm["AlarmActions"]) == ("ALARM", '{"a":1}', 100, []), alarm
cloudwatch.delete_alarms(AlarmNames=["hot"])

# Large enough that newer versions compress it.
cloudwatch.put_metric_data(Namespace="Large", MetricData=[{"MetricName": f"m{i}", "Value": i, "Dimensions": host} for i in range(500)])
metrics = [metric for page in cloudwatch.get_paginator("list_metrics").paginate(Namespace="Large") for metric in page["Metrics"]]
assert len(metrics) == 500, len(metrics)
