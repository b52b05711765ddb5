using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Images whose programs this machine cannot run.</summary>
internal sealed class ForeignImageTests : RealContainers
{
    [Test]
    public async Task A_container_of_another_architecture_says_how_to_build_its_image()
    {
        var (image, own, foreign) = await PracticeDocker.LoadForeignImageAsync();

        var task = await Stage.LivedAsync(Stage.Task(Stage.Container("app", image)));

        task.Container("app").Reason.Should().Be(
            $"CannotStartContainerError: exec format error: the image is for linux/{foreign} and this Docker Engine runs linux/{own}. Build it with --platform linux/{own}.");
    }

    [Test]
    public async Task A_program_of_this_machine_that_fails_at_once_is_not_blamed_on_its_image()
    {
        var task = await Stage.LivedAsync(Stage.Task(Stage.Shell("exit 255")));

        (task.Container("app").ExitCode, task.Container("app").Reason).Should().Be((255, null));
    }
}
