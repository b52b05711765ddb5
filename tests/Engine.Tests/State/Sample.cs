using Workbook.Orchestration;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Settings;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.State;

/// <summary>Worlds for tests, and what it means for two of them to be equal.</summary>
internal static class Sample
{
    public static readonly AccountRegion Scope = new("123456789012", "eu-central-1");
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    public static string Id(int number) => DerivedId.Hex("sample", $"{number}");

    /// <summary>Something of every kind, made by the API's own rules: tasks on an instance, one of them stopped.</summary>
    public static World World(AccountRegion scope)
    {
        var world = new World(scope);
        (world, _) = ClusterRules.Create(world, new() { ClusterName = "shop", Tags = [new() { Key = "team", Value = "ä" }] });
        (world, _) = InstanceRules.Register(world, new()
        {
            Cluster = "shop",
            TotalResources =
            [
                new() { Name = "CPU", IntegerValue = 2048 },
                new() { Name = "MEMORY", IntegerValue = 4096 },
                new() { Name = "PORTS", StringSetValue = ["22", "51678"] },
            ],
        }, Id(0), "i-0123456789abcdef0", Now);
        (world, _) = TaskDefinitionRegistry.Register(world, Definition("web"), "arn:aws:iam::123456789012:root", Now);
        (world, _) = TaskDefinitionRegistry.Register(world, Definition("old"), "arn:aws:iam::123456789012:root", Now);
        (world, _) = TaskDefinitionRegistry.Deregister(world, "old:1", Now);
        world = RunTask.Apply(world, new() { Cluster = "shop", TaskDefinition = "web", StartedBy = "me", ClientToken = "once\0only" }, [Id(1)], Now).World;
        world = RunTask.Apply(world, new() { Cluster = "shop", TaskDefinition = "web:1", Overrides = new() { Cpu = "512" } }, [Id(2)], Now).World;
        world = RunTask.Apply(world, new() { Cluster = "shop", TaskDefinition = "web" }, [Id(3)], Now).World;
        (world, _) = StopTask.Apply(world, new() { Cluster = "shop", Task = Id(3), Reason = "enough" }, Now);
        (world, _) = AccountSettingRules.Put(world, SettingName.ContainerInsights, "enabled", null, forAccount: true);
        (world, _) = AccountSettingRules.Put(world, SettingName.TaskLongArnFormat, "disabled", null, forAccount: false);
        return Settle(world);
    }

    /// <summary>Plans and applies until nothing is left to decide.</summary>
    public static World Settle(World world)
    {
        while (true)
        {
            var plan = Planner.Plan(world, Now);
            foreach (var key in plan.Considered) world = world.Settled(key);
            foreach (var decision in plan.Decisions) world = Reducer.Apply(world, decision, Now);
            if (plan.Decisions.Count == 0) return world;
        }
    }

    /// <summary>Fails unless both hold the same and find it by the same indexes. What the planner still has to look at may differ.</summary>
    public static void ShouldEqual(this World actual, World expected)
    {
        actual.Scope.Should().Be(expected.Scope);
        actual.Clusters.AsEnumerable().Should().Equal(expected.Clusters);
        actual.Families.AsEnumerable().Should().Equal(expected.Families);
        actual.TaskDefinitions.AsEnumerable().Should().Equal(expected.TaskDefinitions);
        actual.Tasks.AsEnumerable().Should().Equal(expected.Tasks);
        actual.ContainerInstances.AsEnumerable().Should().Equal(expected.ContainerInstances);
        actual.AccountSettings.AsEnumerable().Should().Equal(expected.AccountSettings);
        actual.ClientTokens.AsEnumerable().Should().Equal(expected.ClientTokens);
        actual.Tallies.AsEnumerable().Should().Equal(expected.Tallies);
        foreach (var bucket in expected.Tasks.Values.SelectMany(TaskBuckets.Of).Distinct())
            actual.TaskIndex[bucket].AsEnumerable().Should().Equal(expected.TaskIndex[bucket]);
        foreach (var cluster in expected.Clusters.Keys)
            actual.InstanceIndex[cluster].AsEnumerable().Should().Equal(expected.InstanceIndex[cluster]);
        actual.Agenda.NextProgressAt.Should().Be(expected.Agenda.NextProgressAt);
        actual.Agenda.NextUpkeepAt.Should().Be(expected.Agenda.NextUpkeepAt);
        actual.Changes.Should().BeEmpty();
    }

    private static RegisterTaskDefinitionRequest Definition(string family) => new()
    {
        Family = family,
        ContainerDefinitions =
        [
            new()
            {
                Name = "app",
                Image = "nginx:1.27",
                Cpu = 256,
                Memory = 512,
                Environment = [new() { Name = "GREETING", Value = "grüß 'dich'" }],
                LogConfiguration = new() { LogDriver = "awslogs", Options = new([new("awslogs-group", "g"), new("awslogs-region", "eu-central-1")]) },
            },
        ],
    };
}
