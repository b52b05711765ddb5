using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>The README's walk-through, pasted line by line as it stands there, against an endpoint like that of <c>workbook start</c>.</summary>
internal sealed class WalkthroughTests() : ClientFixture(ClockMode.Real)
{
    private const string Marker = "<!-- walkthrough -->\n```sh\n", Endpoint = "http://127.0.0.1:4566", Answered = "@@answered:";

    [Test]
    public async Task EachLineAnswersAsTheReadmeSays()
    {
        var readme = (await File.ReadAllTextAsync(Source("../../../README.md"))).ReplaceLineEndings("\n");
        var start = readme.IndexOf(Marker, StringComparison.Ordinal);
        start.Should().BePositive("README.md has a walk-through");
        start += Marker.Length;
        var lines = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries);

        ClientProgram.Find("aws", "apt-get install awscli");
        var bash = ClientProgram.Find("bash", "a POSIX shell such as that of Git for Windows");
        // A terminal expands aliases, a script does so when told. Debian's programs come first, as in the other tests.
        var script = "shopt -s expand_aliases\nexport PATH=/usr/bin:$PATH\n" + string.Concat(lines.Select(line => $"{line}\necho \"{Answered}$?\"\n"));
        var file = Path.GetTempFileName();
        ProgramResult result;
        try
        {
            await File.WriteAllTextAsync(file, script.Replace(Endpoint, Aws.Endpoint.ToString().TrimEnd('/'), StringComparison.Ordinal));
            result = await ClientProgram.RunAsync(Aws.Endpoint, "test", Region, bash, file);
        }
        finally
        {
            File.Delete(file);
        }

        var answers = result.Output.Split(Answered);
        var refused = lines.Where((_, i) => !answers[i + 1].StartsWith("0\n", StringComparison.Ordinal));
        refused.Should().Equal(["ecs delete-cluster --cluster demo"], $"only that line is refused\n{result.Output}\n{result.Error}");
        result.Error.Trim().Should().StartWith("An error occurred (ClusterContainsTasksException)");
        answers[^2].Should().EndWith("\"INACTIVE\"\n");
    }
}
