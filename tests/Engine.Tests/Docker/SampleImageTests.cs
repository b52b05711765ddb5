using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Engine.Building;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Tasks name the course's applications as images that nobody has built.</summary>
internal sealed class SampleImageTests : RealContainers
{
    private readonly DirectoryInfo _apps = Directory.CreateTempSubdirectory("workbook-test-");
    private readonly Lines _log = new();

    protected override DockerOptions Options => new() { Samples = new SampleImages(_apps.FullName, _log) };

    // Docker's names are everybody's.
    private string Good => $"good-{_apps.Name.ToLowerInvariant()}";

    private string Bad => $"bad-{_apps.Name.ToLowerInvariant()}";

    [SetUp]
    public void WriteApplications()
    {
        Write(Good, $"FROM {PracticeImage.BusyBox.Name}\nARG VERSION\nENV APP_VERSION=$VERSION\nCMD [\"sh\", \"-c\", \"echo version $APP_VERSION; echo .; exec tail -f /dev/null\"]\n");
        Write(Bad, $"FROM {PracticeImage.BusyBox.Name}\nRUN echo this went wrong && false\n");
    }

    [TearDown]
    public async Task RemoveApplications()
    {
        _apps.Delete(recursive: true);
        foreach (var tag in new[] { "latest", "2" })
        {
            try
            {
                await PracticeDocker.Client.Images.DeleteImageAsync($"{Good}:{tag}", new ImageDeleteParameters { Force = true });
            }
            catch (DockerImageNotFoundException)
            {
                // Not every test makes each.
            }
        }
    }

    [Test]
    public async Task They_are_built_when_a_task_asks_for_them_and_told_which_version_they_are()
    {
        var first = await LinesAsync(Stage.Task(Stage.Container("app", Good)));
        var second = await LinesAsync(Stage.Task(Stage.Container("app", $"{Good}:2")));
        await LinesAsync(Stage.Task(Stage.Container("app", $"{Good}:2")));

        (first.Single(), second.Single()).Should().Be(("version 1", "version 2"));
        _log.Text.Should().Be($"Building {Good}:latest of the course's sample application\nBuilding {Good}:2 of the course's sample application\n");
    }

    [Test]
    public async Task One_that_cannot_be_built_stops_the_task_and_the_builds_output_says_why()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.Container("app", Bad)));

        (task.StopCode, task.StoppedReason).Should().Be(("TaskFailedToStart", $"CannotPullContainerError: {Bad} is built of the course's own application, which failed: The build failed: The command '/bin/sh -c echo this went wrong && false' returned a non-zero code: 1"));
        _log.Text.Should().Contain("this went wrong");
    }

    private void Write(string name, string dockerfile) =>
        File.WriteAllText(Path.Combine(_apps.CreateSubdirectory(name).FullName, "Dockerfile.offline"), dockerfile);

    private sealed class Lines : IBuildLog
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text) return _text.ToString();
            }
        }

        public void Write(string text)
        {
            lock (_text) _text.Append(text);
        }

        public void Report(string what, long bytes, long totalBytes)
        {
        }
    }
}
