using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Usage;
using Workbook.Engine.Tests.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Usage;

/// <summary>Rounds of measurement over real containers.</summary>
internal sealed class UsageSamplerTests : RealContainers
{
    private static DockerContainer Measured(DockerRuntime runtime, string id) => new(Described.Container(Described.Bridged(Described.App)), runtime.HostOf(""), id);

    [Test]
    public async Task What_runs_is_measured_and_what_is_gone_is_left_out()
    {
        var task = await Stage.RunningAsync(Stage.OnMachine(NetworkMode.Bridge, Doing("true") with { Memory = 64 }));
        var runtime = (DockerRuntime)Stage.Engine.Runtime;
        var (there, gone) = (Measured(runtime, task.Container("app").RuntimeId!), Measured(runtime, new string('0', 64)));
        var running = new RunningContainers();
        running.Add(gone);
        running.Add(there);

        await new UsageSampler(running, TimeProvider.System).MeasureAllAsync(default);

        gone.Usage.Should().BeNull();
        var usage = there.Usage!;
        usage.MemoryLimitBytes.Should().Be(64 * 1024 * 1024);
        usage.MemoryBytes.Should().BeInRange(1, 64 * 1024 * 1024);
        usage.Cpu.Should().BePositive();
        usage.SystemCpu.Should().BeGreaterThan(usage.Cpu);
        usage.Processors.Should().BePositive();
    }
}
