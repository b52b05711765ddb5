using Workbook.Engine.Runtimes.Docker.Cgroups;
using Workbook.Engine.Tests.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Cgroups;

/// <summary>Which tasks have control groups, and when these go.</summary>
public sealed class TaskCgroupsTests
{
    private const long MiB = 1 << 20;

    private static readonly RegisterTaskDefinitionRequest Two = Stage.Task(Described.App with { Cpu = 64 }, Described.Other with { Cpu = 128 });

    private static TaskLimits? LimitsOf(RegisterTaskDefinitionRequest definition, TaskOverride? overrides = null) => TaskLimits.Of(Described.Task(definition, overrides));

    [Test]
    public void Several_containers_share_what_their_task_names()
    {
        // Fargate: 256 units and 512 MiB
        LimitsOf(Two).Should().Be(new TaskLimits(512 * MiB, 0, 25_000, 192));
        LimitsOf(Two, new() { Cpu = "512", Memory = "1024" }).Should().Be(new TaskLimits(1024 * MiB, 0, 50_000, 192));
    }

    [Test]
    public void A_task_without_CPU_weighs_what_its_containers_weigh()
    {
        LimitsOf(Stage.OnMachine(NetworkMode.Bridge, Described.App with { Cpu = 64 }, Described.Other with { Cpu = 128 })).Should().Be(new TaskLimits(256 * MiB, 0, null, 192));
        LimitsOf(Stage.OnMachine(NetworkMode.Bridge, Described.App, Described.Other)).Should().Be(new TaskLimits(256 * MiB, 0, null, 2));
    }

    [Test]
    public void The_swap_that_containers_ask_for_is_the_task_s() =>
        LimitsOf(Stage.OnMachine(NetworkMode.Bridge, Described.App with { LinuxParameters = new() { MaxSwap = 10 } }, Described.Other with { LinuxParameters = new() { MaxSwap = 20 } }))!.Swap.Should().Be(30 * MiB);

    [Test]
    public void One_container_alone_and_a_task_without_a_size_need_none()
    {
        LimitsOf(Stage.Task(Described.App)).Should().BeNull();
        LimitsOf(Stage.OnMachine(NetworkMode.Bridge, Described.App with { Memory = 64 }, Described.Other with { Memory = 64 }) with { Memory = null }).Should().BeNull();
    }

    [Test]
    public void A_task_s_group_is_named_by_engine_and_task()
    {
        using var kernel = FakeKernel.OfVersion1();
        var groups = new TaskCgroups(kernel.Tree, Described.Identity);

        groups.Make(Described.Task(Two)).Should().Be($"/workbook-0123456789ab/{Described.TaskId}");
        groups.Make(Described.Task(Stage.Task(Described.App))).Should().BeNull();

        kernel.Exists($"memory/workbook-0123456789ab/{Described.TaskId}").Should().BeTrue();
    }

    [Test]
    public void Where_the_kernel_refuses_containers_are_limited_one_by_one()
    {
        using var kernel = FakeKernel.OfVersion1();
        kernel.Has("memory/workbook-0123456789ab");

        new TaskCgroups(kernel.Tree, Described.Identity).Make(Described.Task(Two)).Should().BeNull();
    }

    [Test]
    public void A_group_with_processes_in_it_goes_with_the_next_one()
    {
        using var kernel = FakeKernel.OfVersion1();
        var groups = new TaskCgroups(kernel.Tree, Described.Identity);
        groups.Make(Described.Task(Two));
        groups.Release(Described.Task(Two));
        kernel.Exists($"memory/workbook-0123456789ab/{Described.TaskId}").Should().BeTrue("there is still something in it");
        kernel.End();

        groups.Release("another");
        groups.RemoveUnused();

        kernel.Tree.Children("").Should().BeEmpty();
    }

    [Test]
    public void What_belongs_to_no_task_goes_and_the_rest_stays()
    {
        using var kernel = FakeKernel.OfVersion1();
        var groups = new TaskCgroups(kernel.Tree, Described.Identity);
        foreach (var path in new[] { "memory/workbook-0123456789ab/known", "cpu,cpuacct/workbook-0123456789ab/known", "pids/workbook-0123456789ab/unknown", "memory/workbook-ba9876543210/unknown" }) kernel.Make(path);

        groups.KeepOnly(["known"]);
        groups.RemoveUnused();

        kernel.Tree.Children("workbook-0123456789ab").Should().Equal("known");
        kernel.Exists("memory/workbook-ba9876543210/unknown").Should().BeTrue("it is another engine's");
    }

    [Test]
    public void Groups_of_engines_that_kept_nothing_go_when_their_process_has_ended()
    {
        using var kernel = FakeKernel.OfVersion2();
        var living = EngineIdentity.OfThisProcess();
        // No process has the number 0.
        foreach (var identity in new[] { living, new EngineIdentity("dead", $"{Environment.MachineName}/0/1"), new EngineIdentity("elsewhere", "another-machine/1/1"), Described.Identity })
            new TaskCgroups(kernel.Tree, identity).Make("task", new(MiB, 0, null, 2));
        kernel.End();
        kernel.Make("docker");

        TaskCgroups.RemoveAbandoned(kernel.Tree);

        kernel.Tree.Children("").Should().BeEquivalentTo("docker", "workbook-0123456789ab", "workbook-elsewhere@another-machine,1,1", $"workbook-{living.Id}@{living.Process!.Replace('/', ',')}");
    }

    [Test]
    public void A_reset_removes_those_of_one_engine()
    {
        using var kernel = FakeKernel.OfVersion2();
        foreach (var group in new[] { "workbook-one/task", "workbook-one@machine,1,1/task", "workbook-one2/task", "docker/one" }) kernel.Make(group);

        TaskCgroups.RemoveAll(kernel.Tree, "one");

        kernel.Tree.Children("").Should().BeEquivalentTo("workbook-one2", "docker");
    }
}
