using Docker.DotNet.Models;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Spec;

/// <summary>Sizes of tasks and containers as Docker's limits.</summary>
public sealed class LimitsTests
{
    private const long MiB = 1 << 20;

    private static HostConfig Of(RegisterTaskDefinitionRequest definition) => Described.Of(definition).HostConfig!;

    [Test]
    public void A_container_without_a_limit_has_its_task_s()
    {
        // Fargate: 256 units and 512 MiB
        var host = Of(Stage.Task(Described.App));

        (host.Memory, host.MemorySwap, host.MemoryReservation).Should().Be((512 * MiB, 512 * MiB, 0));
        (host.CPUShares, host.CPUPeriod, host.CPUQuota).Should().Be((2, 100_000, 25_000));
    }

    [Test]
    public void A_container_s_own_limits_outrank_its_task_s()
    {
        var host = Of(Stage.Task(Described.App with { Memory = 128, MemoryReservation = 64, Cpu = 200 }));

        (host.Memory, host.MemoryReservation, host.CPUShares).Should().Be((128 * MiB, 64 * MiB, 200));
    }

    [Test]
    public void Of_several_containers_each_is_held_to_the_task_s_limits_where_they_cannot_be_held_together()
    {
        var host = Of(Stage.Task(Described.App with { Memory = 128 }, Described.Other));
        var other = Described.Of(Described.Container(Stage.Task(Described.App with { Memory = 128 }, Described.Other), "other")).HostConfig!;

        (host.Memory, host.CPUQuota, host.CgroupParent).Should().Be((128 * MiB, 25_000, ""));
        (other.Memory, other.MemorySwap, other.CPUQuota).Should().Be((512 * MiB, 512 * MiB, 25_000));
    }

    [Test]
    public void In_their_task_s_control_group_they_have_only_their_own_limits()
    {
        var definition = Stage.Task(Described.App with { Memory = 128, Cpu = 64 }, Described.Other);
        var app = Described.Of(Described.Container(definition), "/group").HostConfig!;
        var other = Described.Of(Described.Container(definition, "other"), "/group").HostConfig!;

        (app.CgroupParent, app.Memory, app.MemorySwap, app.CPUShares, app.CPUQuota).Should().Be(("/group", 128 * MiB, 128 * MiB, 64, 0));
        (other.CgroupParent, other.Memory, other.MemorySwap, other.CPUShares, other.CPUQuota).Should().Be(("/group", 0, 0, 2, 0));
    }

    [Test]
    public void Overrides_count()
    {
        var overrides = new TaskOverride { Cpu = "512", Memory = "1024", ContainerOverrides = [new() { Name = "app", Memory = 300, Cpu = 100 }] };

        var host = Described.Of(Described.Container(Stage.Task(Described.App), overrides: overrides)).HostConfig!;

        (host.Memory, host.CPUShares, host.CPUQuota).Should().Be((300 * MiB, 100, 50_000));
    }

    [Test]
    public void Without_a_task_size_only_reservations_count()
    {
        var host = Of(Described.Bridged(Described.App with { MemoryReservation = 64 }) with { Memory = null });

        (host.Memory, host.MemorySwap, host.MemoryReservation, host.CPUQuota).Should().Be((0, 0, 64 * MiB, 0));
    }

    [Test]
    public void Swap_is_given_to_who_asks_for_it()
    {
        var host = Of(Described.Bridged(Described.App with { Memory = 100, LinuxParameters = new() { MaxSwap = 50, Swappiness = 10 } }));

        // Docker counts memory and swap together.
        (host.MemorySwap, host.MemorySwappiness).Should().Be((150 * MiB, 10));
    }
}
