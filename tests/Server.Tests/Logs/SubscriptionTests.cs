using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Workbook.Server.Tests.Logs;

/// <summary>Subscription filters send events to an address as CloudWatch Logs sends them to a Lambda function.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SubscriptionTests : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Channel<JsonElement> _received = Channel.CreateUnbounded<JsonElement>();
    private LocalAws _aws = null!;
    private WebApplication _sink = null!;
    private AmazonCloudWatchLogsClient _logs = null!;
    private int _refusals;

    [SetUp]
    public async Task Start()
    {
        _aws = await LocalAws.StartAsync();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _sink = builder.Build();
        _sink.Run(TakeAsync);
        await _sink.StartAsync();
        _logs = new(new BasicAWSCredentials("123456789012", "secret"), new AmazonCloudWatchLogsConfig { ServiceURL = _aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });
        await _logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = "g" });
        await _logs.CreateLogStreamAsync(new CreateLogStreamRequest { LogGroupName = "g", LogStreamName = "s" });
    }

    public async ValueTask DisposeAsync()
    {
        _logs.Dispose();
        await _aws.DisposeAsync();
        await _sink.DisposeAsync();
    }

    private string Address => _sink.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    [Test]
    public async Task Events_that_match_are_posted_in_order_and_again_when_they_are_not_taken()
    {
        await SubscribeAsync("ERROR");
        var control = await NextAsync();
        (control.GetProperty("messageType").GetString(), control.GetProperty("owner").GetString()).Should().Be(("CONTROL_MESSAGE", "CloudwatchLogs"));

        _refusals = 2;
        await PutAsync("fine", "ERROR one", "ERROR größer ✓");
        await PutAsync("fine");
        await PutAsync("ERROR three");

        var first = await NextAsync();
        first.GetProperty("messageType").GetString().Should().Be("DATA_MESSAGE");
        (first.GetProperty("owner").GetString(), first.GetProperty("logGroup").GetString(), first.GetProperty("logStream").GetString(), first.GetProperty("subscriptionFilters")[0].GetString())
            .Should().Be(("123456789012", "g", "s", "f"));
        Messages(first).Should().Equal("ERROR one", "ERROR größer ✓");
        first.GetProperty("logEvents")[0].GetProperty("id").GetString().Should().MatchRegex(@"^\d{56}$");
        Messages(await NextAsync()).Should().Equal("ERROR three");
    }

    [Test]
    public async Task A_destination_that_does_not_answer_cannot_be_subscribed()
    {
        await _sink.StopAsync();
        (await RefusedAsync(() => SubscribeAsync(""))).Should().Be("Could not deliver test message to specified destination. Check if the destination is valid.");
        (await RefusedAsync(() => PutFilterAsync("", "arn:aws:lambda:us-east-1:123456789012:function:f"))).Should().StartWith("Could not execute the lambda function.");
        (await RefusedAsync(() => PutFilterAsync("", "arn:aws:sqs:us-east-1:123456789012:q"))).Should().Be("PutSubscriptionFilter operation cannot work with destinationArn for vendor sqs");
        (await RefusedAsync(() => PutDestinationAsync("arn:aws:kinesis:us-east-1:123456789012:stream/s"))).Should().StartWith("Could not deliver test message to specified Kinesis stream.");
        (await RefusedAsync(() => PutFilterAsync("a:b", "arn:aws:sqs:us-east-1:123456789012:q"))).Should().Be("Invalid character(s) in term ':'");
    }

    [Test]
    public async Task Filters_and_destinations_are_listed_and_deleted()
    {
        await SubscribeAsync("x");
        var filter = (await _logs.DescribeSubscriptionFiltersAsync(new DescribeSubscriptionFiltersRequest { LogGroupName = "g" })).SubscriptionFilters.Single();
        (filter.FilterName, filter.FilterPattern, filter.Distribution.Value).Should().Be(("f", "x", "ByLogStream"));
        (await _logs.DescribeDestinationsAsync(new DescribeDestinationsRequest())).Destinations.Single().Arn.Should().Be(filter.DestinationArn);

        await _logs.DeleteSubscriptionFilterAsync(new DeleteSubscriptionFilterRequest { LogGroupName = "g", FilterName = "f" });
        await _logs.DeleteDestinationAsync(new DeleteDestinationRequest { DestinationName = "sink" });
        (await _logs.DescribeSubscriptionFiltersAsync(new DescribeSubscriptionFiltersRequest { LogGroupName = "g" })).SubscriptionFilters.Should().BeNullOrEmpty();
        (await _logs.DescribeDestinationsAsync(new DescribeDestinationsRequest())).Destinations.Should().BeNullOrEmpty();
    }

    private async Task SubscribeAsync(string pattern) => await PutFilterAsync(pattern, (await PutDestinationAsync(Address)).Destination.Arn);

    private Task<PutDestinationResponse> PutDestinationAsync(string target) =>
        _logs.PutDestinationAsync(new PutDestinationRequest { DestinationName = "sink", TargetArn = target, RoleArn = "arn:aws:iam::123456789012:role/r" });

    private Task<PutSubscriptionFilterResponse> PutFilterAsync(string pattern, string destination) =>
        _logs.PutSubscriptionFilterAsync(new PutSubscriptionFilterRequest { LogGroupName = "g", FilterName = "f", FilterPattern = pattern, DestinationArn = destination });

    private Task<PutLogEventsResponse> PutAsync(params string[] messages)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return _logs.PutLogEventsAsync(new PutLogEventsRequest { LogGroupName = "g", LogStreamName = "s", LogEvents = [.. messages.Select(message => new InputLogEvent { Timestamp = now, Message = message })] });
    }

    private static async Task<string> RefusedAsync(Func<Task> call) => (await call.Should().ThrowAsync<InvalidParameterException>()).Which.Message;

    private async Task<JsonElement> NextAsync() => await _received.Reader.ReadAsync().AsTask().WaitAsync(Longest);

    private static IEnumerable<string?> Messages(JsonElement message) => message.GetProperty("logEvents").EnumerateArray().Select(each => each.GetProperty("message").GetString());

    private async Task TakeAsync(HttpContext http)
    {
        if (Interlocked.Decrement(ref _refusals) >= 0)
        {
            http.Response.StatusCode = 503;
            return;
        }
        var body = await JsonDocument.ParseAsync(http.Request.Body);
        await using var gzip = new GZipStream(new MemoryStream(body.RootElement.GetProperty("awslogs").GetProperty("data").GetBytesFromBase64()), CompressionMode.Decompress);
        await _received.Writer.WriteAsync((await JsonDocument.ParseAsync(gzip)).RootElement);
    }
}
