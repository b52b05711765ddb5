"""CloudWatch Logs through boto3: run by CloudWatchLogsClientTests with AWS_ENDPOINT_URL set and the first millisecond as argument; asserts by itself."""

import os
import sys

import boto3

start = int(sys.argv[1])
logs = boto3.client("logs", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
group = "/ecs/shop"

logs.create_log_group(logGroupName=group, tags={"team": "shop"})
logs.put_retention_policy(logGroupName=group, retentionInDays=7)
for stream in ("web/app/1", "web/app/2"):
    logs.create_log_stream(logGroupName=group, logStreamName=stream)


def put(stream, *events):
    return logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=[{"timestamp": start + at, "message": message} for at, message in events])


put("web/app/1", (0, "GET / 200"), (2, "GET /cart 500"), (4, '{"level":"error","ms":12}'))
answer = put("web/app/2", (1, "GET /pay 500"), (3, "größer ✓"))
assert "rejectedLogEventsInfo" not in answer and answer["nextSequenceToken"], answer

pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group, filterPattern="GET", PaginationConfig={"PageSize": 1})
found = [event["message"] for page in pages for event in page["events"]]
assert found == ["GET / 200", "GET /pay 500", "GET /cart 500"], found

day = 24 * 60 * 60 * 1000
answer = put("web/app/1", (-15 * day, "too old"), (-15 * day + 1, "too old as well"))
assert answer["rejectedLogEventsInfo"] == {"tooOldLogEventEndIndex": 2, "expiredLogEventEndIndex": 2}, answer
for events, message in (
    ([(1, "b"), (0, "a")], "Log events in a single PutLogEvents request must be in chronological order."),
    ([(-day, "a"), (1, "b")], "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."),
    ([(0, "x" * 1_048_551)], "Log event too large: 1048577 bytes exceeds limit of 1048576"),
    ([(0, "x" * 600_000), (0, "x" * 600_000)], "Upload too large: 1200052 bytes exceeds limit of 1048576"),
):
    try:
        put("web/app/1", *events)
        raise AssertionError("taken")
    except logs.exceptions.InvalidParameterException as refused:
        assert refused.response["Error"]["Message"] == message, refused.response

logs.put_metric_filter(
    logGroupName=group, filterName="errors", filterPattern="500", metricTransformations=[{"metricName": "Errors", "metricNamespace": "Shop", "metricValue": "1", "defaultValue": 0}]
)
assert [each["filterName"] for each in logs.describe_metric_filters(logGroupName=group)["metricFilters"]] == ["errors"]
logs.create_log_group(logGroupName="counted")
logs.create_log_stream(logGroupName="counted", logStreamName="s")
logs.put_metric_filter(
    logGroupName="counted", filterName="slow", filterPattern="{ $.ms > 10 }",
    metricTransformations=[{"metricName": "Slow", "metricNamespace": "Shop", "metricValue": "$.ms", "dimensions": {"Path": "$.path"}, "unit": "Milliseconds"}],
)
logs.put_log_events(
    logGroupName="counted", logStreamName="s",
    logEvents=[{"timestamp": start, "message": '{"ms": %d, "path": "/cart"}' % ms} for ms in (5, 15, 25)],
)
cloudwatch = boto3.client("cloudwatch", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
minute = start // 60000 * 60
points = cloudwatch.get_metric_statistics(
    Namespace="Shop", MetricName="Slow", Dimensions=[{"Name": "Path", "Value": "/cart"}], StartTime=minute, EndTime=minute + 60, Period=60, Statistics=["Sum", "SampleCount"]
)["Datapoints"]
assert [(point["Sum"], point["SampleCount"], point["Unit"]) for point in points] == [(40, 2, "Milliseconds")], points
logs.delete_metric_filter(logGroupName=group, filterName="errors")
logs.delete_log_group(logGroupName="counted")
