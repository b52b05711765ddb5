using System.Xml.Linq;
using Amazon.ECS;

namespace Workbook.Cli.Tests;

internal sealed class ChartTests : ServedCluster
{
    [OneTimeSetUp]
    public async Task BeginAsync()
    {
        await Ecs.CreateServiceAsync(new()
        {
            ServiceName = "web",
            TaskDefinition = "web",
            DesiredCount = 2,
            LaunchType = LaunchType.FARGATE,
            NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-1"] } },
        });
        using var http = new HttpClient();
        using var minutes = new StringContent("""{"advanceSeconds":600}""");
        await http.PostAsync(new Uri(Address, "/_workbook/clock"), minutes);
    }

    [Test]
    public async Task A_service_is_shown_in_words()
    {
        var (exitCode, output) = await ChartAsync("web", "--since", "5m");

        exitCode.Should().Be(0, output);
        output.Should().MatchRegex(@"(?s)^web in default, 5 minutes.*desired +█+  2 to 2, at last 2.*running +█+  2 to 2, at last 2.*cpu .*1 to 1");
    }

    [Test]
    public async Task A_picture_is_written_into_a_file()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "web.svg");

        var (exitCode, output) = await ChartAsync("web", "--metric", "memory", "--out", file);

        exitCode.Should().Be(0, output);
        output.Trim().Should().Be($"Drawn in {file}");
        XDocument.Load(file).Root!.Value.Should().Contain("Memory, %").And.Contain("web:1");
    }

    [TestCase(new[] { "shop" }, "There is no service shop in cluster default. Is it in another cluster (--cluster)")]
    [TestCase(new[] { "web", "--cluster", "other" }, "Cluster not found. Is it in another cluster (--cluster)")]
    [TestCase(new[] { "web", "--since", "long" }, "'long' is no duration. Use one such as 90m")]
    [TestCase(new[] { "web", "--since", "1e9d" }, "'1e9d' is no duration. Use one such as 90m")]
    [TestCase(new[] { "web", "--metric", "love" }, "'love' not recognized")]
    [TestCase(new[] { "web", "--metric", "requests" }, "has no target group")]
    [TestCase(new[] { "web", "--out", "/does/not/exist/web.svg" }, "/does/not/exist")]
    public async Task What_cannot_be_drawn_is_said(string[] arguments, string says)
    {
        var (exitCode, output) = await ChartAsync(arguments);

        exitCode.Should().Be(1);
        output.Should().Contain(says).And.NotContain("   at ");
    }

    [Test]
    public async Task Without_an_endpoint_it_says_how_to_start_one()
    {
        var (exitCode, output) = await Command.RunAsync("chart", "web", "--endpoint", "http://127.0.0.1:1");

        exitCode.Should().Be(1);
        output.Should().Contain("workbook start").And.NotContain("   at ");
    }

    private Task<(int ExitCode, string Output)> ChartAsync(params string[] arguments) => Command.RunAsync(["chart", .. arguments, "--endpoint", Address.AbsoluteUri]);
}
