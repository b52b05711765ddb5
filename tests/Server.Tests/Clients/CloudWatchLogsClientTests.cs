using System.Globalization;
using System.Text;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>CloudWatch Logs through every client: each writes the same events in its own account, and what the .NET client reads of them is the same for all.</summary>
internal sealed class CloudWatchLogsClientTests() : ClientFixture(ClockMode.Real)
{
    private const string Group = "/ecs/shop";

    // Now, as far as clients and server are concerned.
    private static readonly long Beginning = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - 60_000;

    private static string FirstMillisecond => Beginning.ToString(CultureInfo.InvariantCulture);

    [Test]
    public async Task DotNet()
    {
        var account = NewAccount();
        using var logs = Client(account);
        await logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = Group, Tags = new() { ["team"] = "shop" } });
        await logs.PutRetentionPolicyAsync(new PutRetentionPolicyRequest { LogGroupName = Group, RetentionInDays = 7 });
        foreach (var stream in (string[])["web/app/1", "web/app/2"]) await logs.CreateLogStreamAsync(new CreateLogStreamRequest { LogGroupName = Group, LogStreamName = stream });
        var put = await logs.PutLogEventsAsync(new PutLogEventsRequest
        {
            LogGroupName = Group, LogStreamName = "web/app/1",
            LogEvents = [Event(0, "GET / 200"), Event(2, "GET /cart 500"), Event(4, """{"level":"error","ms":12}""")],
        });
        put.RejectedLogEventsInfo.Should().BeNull();
        await logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = Group, LogStreamName = "web/app/2", LogEvents = [Event(1, "GET /pay 500"), Event(3, "größer ✓")] });
        await SameForAllAsync(account);

        var partial = await logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = Group, LogStreamName = "web/app/2", LogEvents = [Event(0, "in time"), Event(4 * 3_600_000, "of the future")] });
        partial.RejectedLogEventsInfo.TooNewLogEventStartIndex.Should().Be(1);
        (await RefusedAsync<InvalidParameterException>(() => logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = Group, LogStreamName = "web/app/2", LogEvents = [Event(1, "b"), Event(0, "a")] })))
            .Should().Be("Log events in a single PutLogEvents request must be in chronological order.");
        (await RefusedAsync<ResourceNotFoundException>(() => logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = Group, LogStreamName = "none", LogEvents = [Event(0, "a")] })))
            .Should().Be("The specified log stream does not exist.");
        (await RefusedAsync<ResourceAlreadyExistsException>(() => logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = Group }))).Should().Be("The specified log group already exists");
        (await RefusedAsync<AmazonCloudWatchLogsException>(() => logs.StartQueryAsync(new StartQueryRequest { LogGroupName = Group, QueryString = "fields @message", StartTime = 0, EndTime = 1 }))).Should().Contain("StartQuery");
        await logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = Group });
        (await logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest())).LogGroups.Should().BeNullOrEmpty();
    }

    [Test]
    public async Task Pages_go_forward_and_backward()
    {
        using var logs = Client(NewAccount());
        await WriteAsync(logs, "g", "s", [.. Enumerable.Range(0, 10).Select(number => Event(number, $"{number}"))]);
        var request = new GetLogEventsRequest { LogGroupName = "g", LogStreamName = "s", Limit = 4 };

        var newest = await logs.GetLogEventsAsync(request);
        Texts(newest).Should().Be("6789");
        var older = await ReadAsync(newest.NextBackwardToken);
        Texts(older).Should().Be("2345");
        var oldest = await ReadAsync(older.NextBackwardToken);
        Texts(oldest).Should().Be("01");
        var none = await ReadAsync(oldest.NextBackwardToken);
        Texts(none).Should().BeEmpty();
        none.NextBackwardToken.Should().Be(oldest.NextBackwardToken);
        Texts(await ReadAsync(none.NextForwardToken)).Should().Be("0123");

        var end = await ReadAsync(newest.NextForwardToken);
        (Texts(end), end.NextForwardToken).Should().Be(("", newest.NextForwardToken));
        await logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = "g", LogStreamName = "s", LogEvents = [Event(10, "x")] });
        Texts(await ReadAsync(end.NextForwardToken)).Should().Be("x");
        Texts(await logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "g", LogStreamName = "s", StartFromHead = true, StartTime = Event(2, "").Timestamp, EndTime = Event(5, "").Timestamp })).Should().Be("234");
        (await RefusedAsync<InvalidParameterException>(() => ReadAsync("f/1/s"))).Should().Be("The specified nextToken is invalid.");

        Task<GetLogEventsResponse> ReadAsync(string token) => logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "g", LogStreamName = "s", Limit = 4, NextToken = token });
        static string Texts(GetLogEventsResponse page) => string.Concat((page.Events ?? []).Select(each => each.Message));
    }

    [Test]
    public async Task The_largest_request_is_taken_whole()
    {
        using var logs = Client(NewAccount());
        // 10,000 events of 104 bytes, 26 of them for each: 1,040,000 bytes; in JSON each quotation mark takes six.
        var events = Enumerable.Range(0, 10_000).Select(number => Event(number, $"{number:d5}{new string('"', 73)}")).ToList();
        await WriteAsync(logs, "g", "s", events);

        var (found, token) = (new List<string>(), (string?)null);
        do
        {
            var page = await logs.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = "g", Limit = 3000, NextToken = token });
            found.AddRange(page.Events.Select(each => each.Message));
            token = page.NextToken;
        }
        while (token is not null);
        found.Should().Equal(events.Select(each => each.Message));
        (await RefusedAsync<InvalidParameterException>(() => logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = "g", LogStreamName = "s", LogEvents = [.. events, Event(10_000, "x")] })))
            .Should().EndWith("at 'logEvents' failed to satisfy constraint: Member must have length less than or equal to 10000");
    }

    [Test]
    public async Task Cli()
    {
        var aws = new AwsCli(Aws.Endpoint, NewAccount(), Region, "logs");
        await aws.CallAsync("create-log-group", "--log-group-name", Group, "--tags", "team=shop");
        await aws.CallAsync("put-retention-policy", "--log-group-name", Group, "--retention-in-days", "7");
        foreach (var stream in (string[])["web/app/1", "web/app/2"]) await aws.CallAsync("create-log-stream", "--log-group-name", Group, "--log-stream-name", stream);
        await aws.CallAsync("put-log-events", "--log-group-name", Group, "--log-stream-name", "web/app/1", "--log-events",
            $$"""[{"timestamp":{{Time(0)}},"message":"GET / 200"},{"timestamp":{{Time(2)}},"message":"GET /cart 500"},{"timestamp":{{Time(4)}},"message":"{\"level\":\"error\",\"ms\":12}"}]""");
        await aws.CallAsync("put-log-events", "--log-group-name", Group, "--log-stream-name", "web/app/2", "--log-events",
            $$"""[{"timestamp":{{Time(1)}},"message":"GET /pay 500"},{"timestamp":{{Time(3)}},"message":"größer ✓"}]""");
        await SameForAllAsync(aws.Account);

        (await aws.CallAsync("filter-log-events", "--log-group-name", Group, "--filter-pattern", "[method, path, status = 5*]")).GetProperty("events").GetArrayLength().Should().Be(2);
        (await aws.CallAsync("test-metric-filter", "--filter-pattern", "{ $.ms > 10 }", "--log-event-messages", "{\"ms\":5}", "{\"ms\":12}")).GetProperty("matches")[0].GetProperty("eventNumber").GetInt64().Should().Be(2);
        await aws.RefusedAsync("InvalidParameterException", "FilterLogEvents", "Invalid character(s) in term ':'", "filter-log-events", "--log-group-name", Group, "--filter-pattern", "a:b");
        await aws.RefusedAsync("ResourceNotFoundException", "GetLogEvents", "The specified log group does not exist.", "get-log-events", "--log-group-name", "none", "--log-stream-name", "x");
    }

    [Test]
    public async Task CliTail()
    {
        var aws = new AwsCli(Aws.Endpoint, NewAccount(), Region, "logs");
        if (!await aws.IsVersion2Async()) Assert.Ignore("This AWS CLI is of version 1, which has no `aws logs tail`. To run this test: install version 2.");
        using var logs = Client(aws.Account);
        await WriteAsync(logs, Group, "web/app/1", [Event(0, "first"), Event(1, "second")]);

        await using var tail = aws.Start("tail", Group, "--follow", "--since", "10m", "--format", "short");
        await tail.ReadUntilAsync("second");
        await logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = Group, LogStreamName = "web/app/1", LogEvents = [Event(60_000, "third")] });
        (await tail.ReadUntilAsync("third")).Should().MatchRegex("(?s)^[^ ]+ first\n[^ ]+ second\n[^ ]+ third");
    }

    [Test]
    public async Task Boto3()
    {
        var (python, account) = (await PythonWithBoto3Async(), NewAccount());
        (await ClientProgram.RunAsync(Aws.Endpoint, account, Region, python, Source("logs.py"), FirstMillisecond)).Succeeded();
        await SameForAllAsync(account);
    }

    [Test]
    public async Task JavaScript()
    {
        var (node, account) = (await NodeWithAwsSdkAsync(), NewAccount());
        (await ClientProgram.RunAsync(Aws.Endpoint, account, Region, node, Source("js/logs.mjs"), FirstMillisecond)).Succeeded();
        await SameForAllAsync(account);
    }

    private async Task SameForAllAsync(string account)
    {
        using var logs = Client(account);
        var group = (await logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = "/ecs" })).LogGroups.Single();
        (group.LogGroupName, group.RetentionInDays, group.Arn).Should().Be((Group, 7, $"arn:aws:logs:{Region}:{account}:log-group:{Group}:*"));
        (await logs.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = group.LogGroupArn })).Tags.Should().Equal(new Dictionary<string, string> { ["team"] = "shop" });
        var streams = (await logs.DescribeLogStreamsAsync(new DescribeLogStreamsRequest { LogGroupName = Group, OrderBy = OrderBy.LastEventTime, Descending = true })).LogStreams;
        streams.Select(stream => stream.LogStreamName).Should().Equal("web/app/1", "web/app/2");
        string[] messages = ["GET / 200", "GET /pay 500", "GET /cart 500", "größer ✓", """{"level":"error","ms":12}"""];
        (await FindAsync(logs, null)).Should().Equal(messages);
        group.StoredBytes.Should().Be(messages.Sum(message => Encoding.UTF8.GetByteCount(message) + 26));
        (await FindAsync(logs, "GET -200")).Should().Equal("GET /pay 500", "GET /cart 500");
        (await FindAsync(logs, "{ $.level = error && $.ms >= 12 }")).Should().Equal(messages[4]);
    }

    private static async Task<List<string>> FindAsync(AmazonCloudWatchLogsClient logs, string? pattern)
    {
        var page = await logs.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = Group, FilterPattern = pattern, StartTime = Time(0), EndTime = Time(4) });
        page.NextToken.Should().BeNull();
        page.Events.Should().BeInAscendingOrder(each => each.EventId, StringComparer.Ordinal);
        return [.. page.Events.Select(each => each.Message)];
    }

    private static async Task WriteAsync(AmazonCloudWatchLogsClient logs, string group, string stream, List<InputLogEvent> events)
    {
        await logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = group });
        await logs.CreateLogStreamAsync(new CreateLogStreamRequest { LogGroupName = group, LogStreamName = stream });
        await logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = group, LogStreamName = stream, LogEvents = events });
    }

    private static async Task<string> RefusedAsync<T>(Func<Task> call)
        where T : Exception => (await call.Should().ThrowAsync<T>()).Which.Message;

    private static InputLogEvent Event(long milliseconds, string message) => new() { Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(Beginning + milliseconds).UtcDateTime, Message = message };

    private static long Time(long milliseconds) => Beginning + milliseconds;

    private AmazonCloudWatchLogsClient Client(string account) =>
        new(new BasicAWSCredentials(account, "secret"), new AmazonCloudWatchLogsConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
}
