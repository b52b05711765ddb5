using System.Text;
using Workbook.Engine.State;
using Workbook.Engine.Tests.State;
using Workbook.Engine.Time;
using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Tests.Life;

/// <summary>Machines, their Auto Scaling group and its capacity provider outlive the process, on the journal that learners use.</summary>
public class MachinesRestartTests
{
    private readonly TempFolder _folder = new();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task The_cluster_has_the_same_instances_and_the_group_keeps_its_capacity()
    {
        World before;
        await using (var engine = await TestEngine.StartAsync(ClockMode.Automatic, _folder.Open()))
        {
            await engine.Engine.Store.UpdateAsync(TestEngine.Scope, (world, now) => (WithGroup(world, now), true));
            await engine.RestAsync();
            before = engine.Engine.Store.Read(TestEngine.Scope);
        }
        InstanceRules.In(before, "demo").Should().HaveCount(3);

        await using var again = await TestEngine.StartAsync(ClockMode.Automatic, _folder.Open(), later: TimeSpan.FromDays(1));
        await again.RestAsync();
        var after = again.Engine.Store.Read(TestEngine.Scope);
        InstanceRules.In(after, "demo").Should().Equal(InstanceRules.In(before, "demo"));
        after.Ec2Resources.AsEnumerable().Should().Equal(before.Ec2Resources);
        after.AutoScalingGroups.AsEnumerable().Should().Equal(before.AutoScalingGroups);
        after.AutoScalingGroups["workers"].DesiredCapacity.Should().Be(3);
        after.ScalingActivities.AsEnumerable().Should().Equal(before.ScalingActivities);
        after.Providers.AsEnumerable().Should().Equal(before.Providers);

        await again.Engine.Store.UpdateAsync(TestEngine.Scope, (world, now) =>
            (AutoScalingGroups.SetDesiredCapacity(world, new() { AutoScalingGroupName = "workers", DesiredCapacity = 4 }, now), true));
        again.Engine.Clock.Stimulate();
        await again.RestAsync();
        InstanceRules.In(again.Engine.Store.Read(TestEngine.Scope), "demo").Should().HaveCount(4).And.OnlyContain(instance => instance.CapacityProviderName == "own");
    }

    /// <summary>Three machines for the cluster <c>demo</c>, behind a capacity provider that does not resize their group.</summary>
    private static World WithGroup(World world, DateTimeOffset now)
    {
        const string seed = "0123456789abcdef0123456789abcdef";
        world = ClusterRules.Create(DefaultNetwork.Ensure(world), new() { ClusterName = "demo" }).World;
        (world, _) = LaunchTemplates.Create(world, new()
        {
            LaunchTemplateName = "ecs",
            LaunchTemplateData = new()
            {
                ImageId = MachineImages.Of(TestEngine.Scope.Region).First().Id,
                InstanceType = "t3.medium",
                UserData = Convert.ToBase64String(Encoding.UTF8.GetBytes("#!/bin/bash\necho ECS_CLUSTER=demo >> /etc/ecs/ecs.config\n")),
            },
        }, seed, now);
        (world, _) = AutoScalingGroups.Create(world, new()
        {
            AutoScalingGroupName = "workers",
            LaunchTemplate = new() { LaunchTemplateName = "ecs" },
            MinSize = 0,
            MaxSize = 5,
            DesiredCapacity = 3,
            VPCZoneIdentifier = string.Join(',', world.Ec2<Ec2Subnet>(EntityKind.Subnet).Select(subnet => subnet.Id)),
        }, "0aa5f2a6-4f2b-4a55-a9f2-0d2f31b1d1a1", now);
        (world, _) = ProviderRules.Create(world, new() { Name = "own", AutoScalingGroupProvider = new() { AutoScalingGroupArn = world.AutoScalingGroups["workers"].Arn(world.Scope) } });
        return ClusterRules.PutCapacityProviders(world, new() { Cluster = "demo", CapacityProviders = ["own"], DefaultCapacityProviderStrategy = [] }).World;
    }
}
