using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Images;

namespace Workbook.Engine.Tests.Docker.Images;

/// <summary>What Docker answers to a pull, line by line.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PullAnswerTests : IProgress<PullProgress>
{
    private const string Image = "docker.io/library/nginx:1";

    private readonly List<PullProgress> _told = [];

    void IProgress<PullProgress>.Report(PullProgress value) => _told.Add(value);

    private PullAnswer Hear(params JSONMessage[] lines)
    {
        var answer = new PullAnswer(Image, this);
        foreach (var line in lines) answer.Report(line);
        return answer;
    }

    private static JSONMessage Layer(string id, string status, long? current = null, long? total = null) =>
        new() { ID = id, Status = status, Progress = new() { Current = current, Total = total } };

    [Test]
    public void Layers_are_summed()
    {
        Hear(
            Layer("a", "Pulling fs layer"),
            Layer("a", "Downloading", 10, 100),
            Layer("b", "Downloading", 5, 50),
            Layer("a", "Downloading", 60, 100),
            Layer("a", "Download complete"));

        _told.Should().Equal(
            new PullProgress(Image, 10, 100, IsDone: false),
            new PullProgress(Image, 15, 150, IsDone: false),
            new PullProgress(Image, 65, 150, IsDone: false),
            new PullProgress(Image, 105, 150, IsDone: false));
    }

    [Test]
    public void Extracting_a_layer_does_not_take_it_back()
    {
        Hear(Layer("a", "Downloading", 90, 100), Layer("a", "Extracting", 1, 100));

        _told[^1].Should().Be(new PullProgress(Image, 100, 100, IsDone: false));
    }

    [Test]
    public void Layers_that_are_there_already_count_for_nothing()
    {
        Hear(Layer("1", "Pulling from library/nginx"), Layer("a", "Already exists"), new() { Status = "Status: Image is up to date" }, Layer("b", "Downloading", 7, null)).End();

        _told.Should().Equal(new PullProgress(Image, 0, 0, IsDone: true));
    }

    [Test]
    public void The_first_error_is_kept_and_the_end_is_told_all_the_same()
    {
        var answer = Hear(Layer("a", "Downloading", 10, 100), new() { Error = new() { Message = "unexpected EOF" } }, new() { Error = new() { Message = "later" } });
        answer.End();

        answer.Error.Should().Be("unexpected EOF");
        _told[^1].Should().Be(new PullProgress(Image, 10, 100, IsDone: true));
    }

    [Test]
    public void Nobody_needs_to_listen()
    {
        var answer = new PullAnswer(Image, null);
        answer.Report(Layer("a", "Downloading", 10, 100));
        answer.End();

        answer.Error.Should().BeNull();
    }
}
