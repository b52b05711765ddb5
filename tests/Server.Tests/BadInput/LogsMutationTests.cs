using System.Globalization;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Server.Api.CloudWatchLogs;

namespace Workbook.Server.Tests.BadInput;

/// <summary>Requests to CloudWatch Logs that are almost right.</summary>
internal sealed class LogsMutationTests() : JsonMutationFixture("Logs_20140328", "logs", typeof(CloudWatchLogsApi))
{
    private const string Arn = $"arn:aws:logs:us-east-1:{Account}:log-group:web";
    private const string Place = "00639000000000000000000000000000000000000000000000000007";

    // $NOW stands for a time that is taken.
    private static readonly (string Operation, string Body)[] Requests =
    [
        ("CreateLogGroup", """{"logGroupName":"new","kmsKeyId":"k","tags":{"a":"b"},"logGroupClass":"INFREQUENT_ACCESS","deletionProtectionEnabled":false}"""),
        ("DeleteLogGroup", """{"logGroupName":"new"}"""),
        ("DescribeLogGroups", """{"logGroupNamePrefix":"w","limit":1,"nextToken":"YWZ0ZXI6YQ==","logGroupClass":"STANDARD"}"""),
        ("DescribeLogGroups", $$"""{"logGroupNamePattern":"e","logGroupIdentifiers":["{{Arn}}"]}"""),
        ("PutRetentionPolicy", """{"logGroupName":"web","retentionInDays":7}"""),
        ("DeleteRetentionPolicy", """{"logGroupName":"web"}"""),
        ("PutLogGroupDeletionProtection", $$"""{"logGroupIdentifier":"{{Arn}}","deletionProtectionEnabled":false}"""),
        ("CreateLogStream", """{"logGroupName":"web","logStreamName":"new"}"""),
        ("DeleteLogStream", """{"logGroupName":"web","logStreamName":"new"}"""),
        ("DescribeLogStreams", """{"logGroupName":"web","orderBy":"LastEventTime","descending":true,"limit":2,"nextToken":"YWZ0ZXI6YQ=="}"""),
        ("DescribeLogStreams", """{"logGroupIdentifier":"web","logStreamNamePrefix":"a"}"""),
        ("PutLogEvents", """{"logGroupName":"web","logStreamName":"a","sequenceToken":"1","logEvents":[{"timestamp":$NOW,"message":"{\"ms\":5}"},{"timestamp":$NOW,"message":"GET / 200"}]}"""),
        ("GetLogEvents", $$"""{"logGroupName":"web","logStreamName":"a","startTime":0,"endTime":$NOW,"limit":3,"startFromHead":true,"nextToken":"f/{{Place}}/s"}"""),
        ("GetLogEvents", $$"""{"logGroupIdentifier":"{{Arn}}","logStreamName":"a","nextToken":"b/{{Place}}/s"}"""),
        ("FilterLogEvents", $$"""{"logGroupName":"web","logStreamNames":["a"],"startTime":1,"endTime":$NOW,"filterPattern":"{ ($.ms > 1 || $.a[0].b = \"x*\") && $.c NOT EXISTS }","limit":2,"nextToken":"{{Place}}","interleaved":true}"""),
        ("FilterLogEvents", """{"logGroupIdentifier":"web","logStreamNamePrefix":"a","filterPattern":"[method, path = %^/[a-z]*%, ..., status = 2* && status != 204]","startFromHead":false}"""),
        ("FilterLogEvents", """{"logGroupName":"web","filterPattern":"?GET ?\"a b\" -%x{1,3}% "}"""),
        ("PutMetricFilter", """{"logGroupName":"web","filterName":"f","filterPattern":"{ $.ms IS NULL }","metricTransformations":[{"metricName":"m","metricNamespace":"n","metricValue":"$.ms","dimensions":{"d":"$.d"},"unit":"Count"}]}"""),
        ("PutMetricFilter", """{"logGroupName":"web","filterName":"g","filterPattern":"x","metricTransformations":[{"metricName":"m","metricNamespace":"n","metricValue":"1","defaultValue":0.5}]}"""),
        ("DeleteMetricFilter", """{"logGroupName":"web","filterName":"f"}"""),
        ("DescribeMetricFilters", """{"logGroupName":"web","filterNamePrefix":"f","limit":1,"nextToken":"YWZ0ZXI6YQ==","metricName":"m","metricNamespace":"n"}"""),
        ("TestMetricFilter", """{"filterPattern":"[a, b = \"x y\", c]","logEventMessages":["1 \"x y\" [3 4]","{\"a\":[1,{\"b\":null}]}"]}"""),
        ("PutDestination", """{"destinationName":"d","targetArn":"http://127.0.0.1:1/","roleArn":"arn:aws:iam::000000000042:role/r","tags":{"a":"b"}}"""),
        ("PutDestinationPolicy", """{"destinationName":"d","accessPolicy":"{}"}"""),
        ("DescribeDestinations", """{"DestinationNamePrefix":"d","limit":1,"nextToken":"YWZ0ZXI6YQ=="}"""),
        ("DeleteDestination", """{"destinationName":"other"}"""),
        ("PutSubscriptionFilter", $$"""{"logGroupName":"web","filterName":"s","filterPattern":"","destinationArn":"arn:aws:logs:us-east-1:{{Account}}:destination:d","roleArn":"arn:aws:iam::000000000042:role/r","distribution":"Random"}"""),
        ("DeleteSubscriptionFilter", """{"logGroupName":"web","filterName":"s"}"""),
        ("DescribeSubscriptionFilters", """{"logGroupName":"web","filterNamePrefix":"s","limit":1}"""),
        ("TagResource", $$$"""{"resourceArn":"{{{Arn}}}","tags":{"a":"b"}}"""),
        ("UntagResource", $$"""{"resourceArn":"{{Arn}}:*","tagKeys":["a"]}"""),
        ("ListTagsForResource", $$"""{"resourceArn":"{{Arn}}"}"""),
        ("TagLogGroup", """{"logGroupName":"web","tags":{"a":"b"}}"""),
        ("UntagLogGroup", """{"logGroupName":"web","tags":["a"]}"""),
        ("ListTagsLogGroup", """{"logGroupName":"web"}"""),
    ];

    protected override IEnumerable<(string Operation, string Body)> Valid
    {
        get
        {
            var now = Aws.Engine.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            return Requests.Select(request => (request.Operation, request.Body.Replace("$NOW", now, StringComparison.Ordinal)));
        }
    }

    protected override Task PrepareAsync()
    {
        Aws.Engine.Logs.CreateGroup(Scope, new CwlLogGroup("web", Aws.Engine.Clock.GetUtcNow()));
        Aws.Engine.Logs.CreateStream(new(Scope, "web", "a"));
        return Task.CompletedTask;
    }
}
