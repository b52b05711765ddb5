using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Workbook.Engine.Time;
using Workbook.Orchestration.CloudWatchLogs;
using Workbook.Server.Api.CloudWatchLogs;

namespace Workbook.Server.Tests.BadInput;

/// <summary>Requests to CloudWatch Logs that are almost right. WORKBOOK_MUTANTS=100000 sends more than the sample.</summary>
internal sealed class LogsMutationTests
{
    private const string Account = "000000000042";
    private const string Signature = $"AWS4-HMAC-SHA256 Credential={Account}/20260101/us-east-1/logs/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123";
    private const string Arn = $"arn:aws:logs:us-east-1:{Account}:log-group:web";
    private const string Place = "00639000000000000000000000000000000000000000000000000007";

    // $NOW stands for a time that is taken.
    private static readonly (string Operation, string Body)[] Valid =
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

    private LocalAws _aws = null!;
    private HttpClient _http = null!;
    private int _accepted;

    [OneTimeSetUp]
    public async Task Start()
    {
        _aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Manual } });
        _http = new() { BaseAddress = _aws.Endpoint };
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _http.Dispose();
        await _aws.DisposeAsync();
    }

    [Test]
    public void Every_served_operation_has_a_valid_request()
    {
        var served = typeof(CloudWatchLogsApi).GetMethods().Where(method => method.DeclaringType == typeof(CloudWatchLogsApi) && method.Name.EndsWith("Async", StringComparison.Ordinal));

        Valid.Select(request => request.Operation).Distinct().Should().BeEquivalentTo(served.Select(method => method.Name[..^"Async".Length]));
    }

    [Test]
    public void They_survive_their_mutants()
    {
        var now = _aws.Engine.Clock.GetUtcNow();
        var seeds = Valid.Select(request => new Mutant(
            request.Operation, Json.Of(JsonDocument.Parse(request.Body.Replace("$NOW", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).RootElement), [])).ToArray();
        // Something to run into.
        _aws.Engine.Logs.CreateGroup(new(Account, "us-east-1"), new CwlLogGroup("web", now));
        _aws.Engine.Logs.CreateStream(new(new(Account, "us-east-1"), "web", "a"));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(MutationTests.Count), Prop.ForAll(Mutant.ArbitraryOf(seeds), AnswersWell));

        ((double)_accepted / MutationTests.Count).Should().BeInRange(0.1, 0.9);
        _aws.Engine.Failure.Should().BeNull();
    }

    private void AnswersWell(Mutant mutant)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(mutant.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", $"Logs_20140328.{mutant.Operation}");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        request.Headers.TryAddWithoutValidation("Authorization", Signature);
        using var response = _http.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
        var body = reader.ReadToEnd();
        ((int)response.StatusCode).Should().BeOneOf([200, 400, 413], body);
        using var json = JsonDocument.Parse(body);
        if ((int)response.StatusCode == 200) _accepted++;
        else json.RootElement.GetProperty("__type").GetString().Should().MatchRegex("^[A-Z][A-Za-z]+Exception$");
    }
}
