using System.Globalization;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using Workbook.Engine.Time;
using Metric = Amazon.CloudWatch.Model.Metric;

namespace Workbook.Server.Tests.Clients;

/// <summary>
/// CloudWatch through every client, each in the protocol that it chooses: the .NET client and older ones speak Query, newer boto3 AWS JSON, the newest SDK for JavaScript
/// JSON or CBOR. Each writes the same data points in its own account, and what the .NET client reads of them is the same for all.
/// </summary>
internal sealed class CloudWatchClientTests() : ClientFixture(ClockMode.Automatic)
{
    private const string Install = "pip install boto3 (1.40 or newer, for another python3 than that of the distribution)";

    private static readonly DateTime Minute = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60 - 600).UtcDateTime;

    private static string FirstMinute => new DateTimeOffset(Minute).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [Test]
    public async Task DotNet()
    {
        var account = NewAccount();
        using var cloudWatch = Client(account);
        await cloudWatch.PutMetricDataAsync(new PutMetricDataRequest
        {
            Namespace = "Shop",
            MetricData =
            [
                new() { MetricName = "Latency", Dimensions = [new() { Name = "Host", Value = "a" }], Timestamp = Minute, Values = [1, 2, 3, 4], Counts = [1, 1, 1, 7], Unit = StandardUnit.Milliseconds },
                new() { MetricName = "Latency", Dimensions = [new() { Name = "Host", Value = "a" }], Timestamp = Minute.AddMinutes(1), Value = 0.5, Unit = StandardUnit.Milliseconds },
                new() { MetricName = "Orders", Timestamp = Minute, StatisticValues = new() { SampleCount = 2, Sum = 30, Minimum = 10, Maximum = 20 } },
            ],
        });
        await SameForAllAsync(account);

        var refused = (await cloudWatch.Invoking(client => client.PutMetricDataAsync(new PutMetricDataRequest { Namespace = "AWS/ECS", MetricData = [new() { MetricName = "x", Value = 1 }] }))
            .Should().ThrowAsync<InvalidParameterValueException>()).Which;
        (refused.ErrorCode, refused.Message).Should().Be(("InvalidParameterValue", "The value AWS/ECS for parameter Namespace is invalid."));
        await cloudWatch.Invoking(client => client.SetAlarmStateAsync(new SetAlarmStateRequest { AlarmName = "none", StateValue = StateValue.OK, StateReason = "x" })).Should().ThrowAsync<ResourceNotFoundException>();

        await AlarmAsync(cloudWatch);
        await DashboardAsync(cloudWatch);
    }

    [Test]
    public async Task Cli()
    {
        var aws = new AwsCli(Aws.Endpoint, NewAccount(), Region, "cloudwatch");
        await aws.CallAsync("put-metric-data", "--namespace", "Shop", "--metric-data",
            $"MetricName=Latency,Dimensions=[{{Name=Host,Value=a}}],Timestamp={FirstMinute},Values=[1,2,3,4],Counts=[1,1,1,7],Unit=Milliseconds",
            $"MetricName=Latency,Dimensions=[{{Name=Host,Value=a}}],Timestamp={long.Parse(FirstMinute, CultureInfo.InvariantCulture) + 60},Value=0.5,Unit=Milliseconds",
            $"MetricName=Orders,Timestamp={FirstMinute},StatisticValues={{SampleCount=2,Sum=30,Minimum=10,Maximum=20}}");
        await SameForAllAsync(aws.Account);

        (await aws.CallAsync("list-metrics", "--namespace", "Shop", "--dimensions", "Name=Host")).GetProperty("Metrics")[0].GetProperty("MetricName").GetString().Should().Be("Latency");
        var statistics = await aws.CallAsync("get-metric-statistics", "--namespace", "Shop", "--metric-name", "Orders", "--statistics", "Average", "Sum",
            "--start-time", FirstMinute, "--end-time", (long.Parse(FirstMinute, CultureInfo.InvariantCulture) + 300).ToString(CultureInfo.InvariantCulture), "--period", "300");
        statistics.GetProperty("Datapoints")[0].GetProperty("Average").GetDouble().Should().Be(15);
        await aws.RefusedAsync("InvalidParameterValue", "PutMetricData", "The value AWS/ECS for parameter Namespace is invalid.", "put-metric-data", "--namespace", "AWS/ECS", "--metric-name", "x", "--value", "1");
        await aws.CallAsync("put-metric-alarm", "--alarm-name", "hot", "--namespace", "Shop", "--metric-name", "Orders", "--statistic", "Sum", "--period", "60",
            "--evaluation-periods", "1", "--threshold", "100", "--comparison-operator", "GreaterThanThreshold");
        await aws.CallAsync("set-alarm-state", "--alarm-name", "hot", "--state-value", "ALARM", "--state-reason", "drill");
        (await aws.CallAsync("describe-alarms", "--alarm-names", "hot")).GetProperty("MetricAlarms")[0].GetProperty("StateReason").GetString().Should().Be("drill");
        (await aws.CallAsync("describe-alarm-history", "--alarm-name", "hot")).GetProperty("AlarmHistoryItems")[0].GetProperty("HistorySummary").GetString().Should().Be("Alarm updated from INSUFFICIENT_DATA to ALARM");
        await aws.RefusedAsync("ResourceNotFound", "GetDashboard", "Dashboard none does not exist", "get-dashboard", "--dashboard-name", "none");
        await aws.RefusedAsync("ValidationError", "PutMetricAlarm", "The parameter Threshold is required.", "put-metric-alarm", "--alarm-name", "x", "--namespace", "Shop", "--metric-name", "Orders",
            "--statistic", "Sum", "--period", "60", "--evaluation-periods", "1", "--comparison-operator", "GreaterThanThreshold");
    }

    [Test]
    public async Task Boto3() => await BotoAsync(await PythonWithBoto3Async());

    [Test]
    public async Task Boto3ThatSpeaksJson()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var python in folders.Select(folder => Path.Combine(folder, "python3")).Where(File.Exists))
        {
            var probe = await ClientProgram.RunAsync(Aws.Endpoint, "probe", Region, python, "-c", "import boto3; print(boto3.client('cloudwatch').meta.service_model.resolved_protocol)");
            if (probe.ExitCode != 0 || probe.Output.Trim() == "query") continue;
            await BotoAsync(python);
            return;
        }
        Assert.Ignore($"There is no boto3 that speaks AWS JSON to CloudWatch. To run this test: {Install}");
    }

    [Test]
    public async Task JavaScript()
    {
        var (node, account) = (await NodeWithAwsSdkAsync(), NewAccount());
        (await ClientProgram.RunAsync(Aws.Endpoint, account, Region, node, Source("js/cloudwatch.mjs"), FirstMinute)).Succeeded();
        await SameForAllAsync(account);
    }

    private async Task BotoAsync(string python)
    {
        var account = NewAccount();
        (await ClientProgram.RunAsync(Aws.Endpoint, account, Region, python, Source("cloudwatch.py"), FirstMinute)).Succeeded();
        await SameForAllAsync(account);
    }

    private async Task SameForAllAsync(string account)
    {
        using var cloudWatch = Client(account);
        var metrics = (await cloudWatch.ListMetricsAsync(new ListMetricsRequest { Namespace = "Shop" })).Metrics;
        metrics.Select(metric => $"{metric.MetricName} {string.Join(',', (metric.Dimensions ?? []).Select(each => $"{each.Name}={each.Value}"))}").Should().Equal("Latency Host=a", "Orders ");
        var latency = new Metric { Namespace = "Shop", MetricName = "Latency", Dimensions = [new() { Name = "Host", Value = "a" }] };
        var answer = await cloudWatch.GetMetricDataAsync(new GetMetricDataRequest
        {
            StartTime = Minute,
            EndTime = Minute.AddMinutes(5),
            ScanBy = ScanBy.TimestampAscending,
            MetricDataQueries =
            [
                new() { Id = "average", MetricStat = new() { Metric = latency, Period = 60, Stat = "Average" } },
                new() { Id = "p30", MetricStat = new() { Metric = latency, Period = 60, Stat = "p30", Unit = StandardUnit.Milliseconds } },
                new() { Id = "orders", MetricStat = new() { Metric = new() { Namespace = "Shop", MetricName = "Orders" }, Period = 60, Stat = "Sum" } },
                new() { Id = "math", Expression = "FILL(orders, 0) + average * 10" },
            ],
        });
        answer.MetricDataResults.Select(result => $"{result.Id}: {string.Join(' ', result.Timestamps.Zip(result.Values, (at, value) => FormattableString.Invariant($"{(at.ToUniversalTime() - Minute).TotalMinutes}={value}")))}")
            .Should().Equal("average: 0=3.4 1=0.5", "p30: 0=3 1=0.5", "orders: 0=30", "math: 0=64 1=5");
    }

    private static async Task AlarmAsync(AmazonCloudWatchClient cloudWatch)
    {
        await cloudWatch.PutMetricAlarmAsync(new PutMetricAlarmRequest
        {
            AlarmName = "hot", Namespace = "Shop", MetricName = "Orders", Statistic = Statistic.Sum, Period = 60, EvaluationPeriods = 1, Threshold = 100,
            ComparisonOperator = ComparisonOperator.GreaterThanThreshold, Tags = [new() { Key = "team", Value = "shop" }],
        });
        await cloudWatch.PutCompositeAlarmAsync(new PutCompositeAlarmRequest { AlarmName = "all", AlarmRule = "ALARM(hot)" });
        await cloudWatch.PutMetricDataAsync(new PutMetricDataRequest { Namespace = "Shop", MetricData = [new() { MetricName = "Orders", Value = 101 }] });
        await cloudWatch.DisableAlarmActionsAsync(new DisableAlarmActionsRequest { AlarmNames = ["hot"] });
        var alarms = await cloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmTypes = ["MetricAlarm", "CompositeAlarm"] });
        (alarms.MetricAlarms.Single().ActionsEnabled, alarms.CompositeAlarms.Single().AlarmRule).Should().Be((false, "ALARM(hot)"));
        (await cloudWatch.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceARN = alarms.MetricAlarms[0].AlarmArn })).Tags.Single().Value.Should().Be("shop");
        (await cloudWatch.DescribeAlarmsForMetricAsync(new DescribeAlarmsForMetricRequest { Namespace = "Shop", MetricName = "Orders" })).MetricAlarms.Should().ContainSingle();
        await cloudWatch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = ["all"] });
        await cloudWatch.DeleteAlarmsAsync(new DeleteAlarmsRequest { AlarmNames = ["hot"] });
        (await cloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest())).MetricAlarms.Should().BeNullOrEmpty();
    }

    private static async Task DashboardAsync(AmazonCloudWatchClient cloudWatch)
    {
        const string body = """{"widgets":[{"type":"text","x":0,"y":0,"width":6,"height":3,"properties":{"markdown":"hello"}}]}""";
        await cloudWatch.PutDashboardAsync(new PutDashboardRequest { DashboardName = "shop", DashboardBody = body });
        (await cloudWatch.GetDashboardAsync(new GetDashboardRequest { DashboardName = "shop" })).DashboardBody.Should().Be(body);
        (await cloudWatch.ListDashboardsAsync(new ListDashboardsRequest())).DashboardEntries.Single().Size.Should().Be(body.Length);
        var refused = (await cloudWatch.Invoking(client => client.PutDashboardAsync(new PutDashboardRequest { DashboardName = "shop", DashboardBody = """{"widgets":[{"type":"pie"}]}""" }))
            .Should().ThrowAsync<AmazonCloudWatchException>()).Which;
        (refused.ErrorCode, refused.Message).Should().Be(("InvalidParameterInput",
            """The dashboard body is invalid, there are 2 validation errors: [{"dataPath":"/widgets/0/type","message":"Should be equal to one of the allowed values"}, {"dataPath":"/widgets/0","message":"Should have required property 'properties'"}]"""));
        await cloudWatch.DeleteDashboardsAsync(new DeleteDashboardsRequest { DashboardNames = ["shop"] });
    }

    private AmazonCloudWatchClient Client(string account) =>
        new(new BasicAWSCredentials(account, "secret"), new AmazonCloudWatchConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
}
