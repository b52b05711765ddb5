using System.IO.Compression;
using Workbook.Orchestration.CloudWatch;
using Workbook.Server.LoadBalancing.Metrics;
using Workbook.Shapes.Elbv2;

namespace Workbook.Server.Tests.LoadBalancing;

/// <summary>What the balancer writes down of its requests: metrics and access logs.</summary>
internal sealed class RecordTests : BalancerFixture
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workbook-balancer-");

    protected override string? DataFolder => _folder.FullName;

    [OneTimeTearDown]
    public void NoFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task Requests_are_counted_by_the_minute_for_the_load_balancer_the_group_and_the_target()
    {
        await using var target = await EchoTarget.StartAsync();
        var group = await GroupAsync("counted", target.Port);
        var url = await ListenAsync(ForwardTo(group));
        using var http = new HttpClient();
        var start = Aws.Engine.Clock.GetUtcNow();

        for (var i = 0; i < 3; i++) await http.GetStringAsync(url);
        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 2; i++) await http.GetStringAsync(url);
        await PutAsync(world => world.Put(world.Targets.Values.Single(each => each.GroupKey == group.Key) with { State = TargetHealthStateEnum.Draining }));
        (await http.GetAsync(url)).Dispose();

        var end = Aws.Engine.Clock.GetUtcNow().AddMinutes(1);
        var ofGroup = Aws.Balancer.MetricsOfTargetGroup(Scope, group.Key)!;
        var balancer = Aws.Balancer.MetricsOfLoadBalancer(Scope, BalancerKey)!.Read(start, end);
        ofGroup.Requests.Read(start, end).Select(minute => minute[Metric.RequestCount]).Should().Equal(3, 2);
        ofGroup.Targets[$"127.0.0.1:{target.Port}"].Read(start, end).Select(minute => minute[Metric.HTTPCode_Target_2XX_Count]).Should().Equal(3, 2);
        ofGroup.Requests.Read(start, end)[0].TargetResponseTime.Count.Should().Be(3);
        balancer.Sum(minute => minute[Metric.HTTPCode_ELB_5XX_Count]).Should().Be(1);
        balancer.Sum(minute => minute[Metric.HTTPCode_ELB_503_Count]).Should().Be(1);
        balancer.Sum(minute => minute[Metric.NewConnectionCount]).Should().Be(1);
        // That without a target is none of them.
        balancer.Sum(minute => minute[Metric.RequestCount]).Should().Be(5);
    }

    [Test]
    public async Task CloudWatch_has_them_a_minute_later()
    {
        await using var target = await EchoTarget.StartAsync();
        var group = await GroupAsync("told", target.Port);
        var url = await ListenAsync(ForwardTo(group));
        using var http = new HttpClient();
        var start = Retention.Floor(Aws.Engine.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));

        for (var i = 0; i < 4; i++) await http.GetStringAsync(url);
        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(1));

        var (balancer, ofGroup) = (("LoadBalancer", BalancerKey), ("TargetGroup", $"targetgroup/{group.Key}"));
        Of("RequestCount", balancer).Should().Be(new Aggregate(4, 4, 1, 1));
        Of("RequestCount", balancer, ofGroup).Should().Be(new Aggregate(4, 4, 1, 1));
        Of("HTTPCode_Target_2XX_Count", balancer, ofGroup).Should().Be(new Aggregate(4, 4, 1, 1));
        Of("RequestCountPerTarget", ofGroup).Sum.Should().Be(4);
        Of("TargetResponseTime", balancer, ofGroup).Should().Match<Aggregate>(each => each.Count == 4 && each.Sum > 0 && each.Maximum <= each.Sum);

        Aggregate Of(string metric, params (string, string)[] dimensions) =>
            Aws.Engine.Metrics.Of(Scope).Read(MetricId.Of("AWS/ApplicationELB", metric, dimensions), null, start, start.AddMinutes(5), TimeSpan.FromMinutes(1)).Single().Aggregate;
    }

    [Test]
    public async Task The_access_log_has_the_fields_of_AWS_and_appears_after_five_minutes()
    {
        await using var target = await EchoTarget.StartAsync();
        var group = await GroupAsync("logged", target.Port);
        var url = await ListenAsync(ForwardTo(group));
        await AttributesAsync(("access_logs.s3.enabled", "true"), ("access_logs.s3.bucket", "logs"), ("access_logs.s3.prefix", "a/../b"));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.UserAgent.ParseAdd("test/1.0");

        await http.GetStringAsync(new Uri(url, "/x?y=%22"));
        await Aws.Engine.Clock.AdvanceAsync(TimeSpan.FromMinutes(5));
        await Aws.Engine.Clock.RestAsync();

        var root = Path.Combine(_folder.FullName, "access-logs", "logs", "a", "b", "AWSLogs", "000000000042");
        File.Exists(Path.Combine(root, "ELBAccessLogTestFile")).Should().BeTrue();
        var file = Directory.GetFiles(root, "*.log.gz", SearchOption.AllDirectories).Should().ContainSingle().Subject;
        Path.GetFileName(file).Should().MatchRegex(@"^000000000042_elasticloadbalancing_us-east-1_app\.web\.50dc6c495c0c9188_\d{8}T\d{4}Z_127\.0\.0\.1_[a-z0-9]{8}\.log\.gz$");
        Path.GetRelativePath(root, file).Should().MatchRegex(@"^elasticloadbalancing.us-east-1.\d{4}.\d{2}.\d{2}.");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var line = await reader.ReadToEndAsync();
        line.Should().MatchRegex(
            @"^http \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z app/web/50dc6c495c0c9188 127\.0\.0\.1:\d+ " + $@"127\.0\.0\.1:{target.Port} \d\.\d\d\d \d\.\d\d\d \d\.\d\d\d 200 200 \d+ \d+ "
            + $@"""GET http://127\.0\.0\.1:{url.Port}/x\?y=%22 HTTP/1\.1"" ""test/1\.0"" - - {ArnOf(group)} ""Root=1-[0-9a-f]{{8}}-[0-9a-f]{{24}}"" ""-"" ""-"" "
            + $@"0 \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{6}}Z ""forward"" ""-"" ""-"" ""127\.0\.0\.1:{target.Port}"" ""200"" ""-"" ""-"" TID_\w+ ""-"" ""-"" ""-""\n$");
    }

    [Test]
    public async Task Ports_sessions_and_certificates_outlive_a_restart()
    {
        var url = await ListenAsync(new() { Type = ActionTypeEnum.FixedResponse, FixedResponseConfig = new() { StatusCode = "200", MessageBody = "still here" } });
        var authority = Aws.Balancer.AuthorityPem;

        await StopBalancer();
        await StartBalancer();
        using var http = new HttpClient();

        (await http.GetStringAsync(url)).Should().Be("still here");
        Aws.Balancer.AuthorityPem.Should().Be(authority);
    }

    [TestCase(0.5, 10)]
    [TestCase(0.99, 100)]
    [TestCase(1, 100)]
    public void Percentiles_are_right_within_ten_percent(double part, int expected)
    {
        var times = new LatencyDistribution();
        for (var i = 0; i < 90; i++) times.Add(TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < 10; i++) times.Add(TimeSpan.FromMilliseconds(100));

        times.Percentile(part).TotalMilliseconds.Should().BeInRange(expected, expected * 1.1);
    }
}
