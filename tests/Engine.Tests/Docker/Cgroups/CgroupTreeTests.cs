using Workbook.Engine.Runtimes.Docker.Cgroups;

namespace Workbook.Engine.Tests.Docker.Cgroups;

/// <summary>What the kernel is told of a task's limits.</summary>
public sealed class CgroupTreeTests
{
    private const long MiB = 1 << 20;

    /// <summary>64 MiB and a quarter of a processor.</summary>
    private static readonly TaskLimits Small = new(64 * MiB, 0, 25_000, 2);

    [Test]
    public void Version_1_has_memory_and_processor_time_in_hierarchies_of_their_own()
    {
        using var kernel = FakeKernel.OfVersion1();

        kernel.Tree.Make("mine/task", Small);

        kernel.Written.Should().Equal(new Dictionary<string, string>
        {
            ["memory/mine/task/memory.limit_in_bytes"] = "67108864",
            ["cpu,cpuacct/mine/task/cpu.cfs_period_us"] = "100000",
            ["cpu,cpuacct/mine/task/cpu.cfs_quota_us"] = "25000",
        });
    }

    [Test]
    public void Version_1_counts_swap_with_memory_and_groups_with_those_above_where_the_kernel_can()
    {
        using var kernel = FakeKernel.OfVersion1();
        kernel.Has("memory/mine/task/memory.use_hierarchy");
        kernel.Has("memory/mine/task/memory.memsw.limit_in_bytes");

        kernel.Tree.Make("mine/task", Small with { Swap = 16 * MiB });

        kernel.Written.Should().Contain(new Dictionary<string, string>
        {
            ["memory/mine/task/memory.use_hierarchy"] = "1",
            // 80 MiB
            ["memory/mine/task/memory.memsw.limit_in_bytes"] = "83886080",
        });
    }

    [Test]
    public void Version_1_weighs_a_task_without_CPU()
    {
        using var kernel = FakeKernel.OfVersion1();

        kernel.Tree.Make("mine/task", Small with { Memory = null, Quota = null, Shares = 300 });

        kernel.Written.Should().Equal(new Dictionary<string, string> { ["cpu,cpuacct/mine/task/cpu.shares"] = "300" });
    }

    [Test]
    public void Version_2_has_one_hierarchy_whose_controllers_are_handed_down()
    {
        using var kernel = FakeKernel.OfVersion2();
        kernel.Has("mine/task/memory.swap.max");

        kernel.Tree.Make("mine/task", Small);

        kernel.Written.Should().Equal(new Dictionary<string, string>
        {
            ["cgroup.subtree_control"] = "+cpu +memory",
            ["mine/cgroup.subtree_control"] = "+cpu +memory",
            ["mine/task/memory.max"] = "67108864",
            ["mine/task/memory.swap.max"] = "0",
            ["mine/task/cpu.max"] = "25000 100000",
        });
    }

    [TestCase(2, "1")]
    [TestCase(1024, "39")]
    [TestCase(262_144, "10000")]
    public void Version_2_weighs_in_other_numbers(long shares, string weight)
    {
        using var kernel = FakeKernel.OfVersion2();

        kernel.Tree.Make("mine/task", Small with { Memory = null, Quota = null, Shares = shares });

        kernel.Written["mine/task/cpu.weight"].Should().Be(weight);
    }

    [Test]
    public void A_group_goes_from_all_hierarchies_with_what_runc_made_below_it()
    {
        using var kernel = FakeKernel.OfVersion1();
        foreach (var hierarchy in new[] { "cpu,cpuacct", "memory", "pids", "unified" }) kernel.Make($"{hierarchy}/mine/task/container");
        kernel.Make("pids/mine/other");

        kernel.Tree.Remove("mine/task").Should().BeTrue();

        kernel.Tree.Children("mine").Should().Equal("other");
    }

    [TestCase("35 31 0:32 /docker/0123 /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory", Description = "Seen from inside a container")]
    [TestCase("35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory", Description = "No processor time")]
    [TestCase("31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755")]
    public void What_cannot_limit_both_is_of_no_use(string mount) => CgroupTree.Read([mount]).IsUsable.Should().BeFalse();

    [Test]
    public void What_can_is()
    {
        CgroupTree.Read(["31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"]).IsUsable.Should().BeTrue();
        CgroupTree.Read(["31 23 0:28 / /cpu rw - cgroup cgroup rw,cpu", "31 23 0:28 / /memory rw - cgroup cgroup rw,memory"]).IsUsable.Should().BeTrue();
    }
}
