// fails: HalfSurvivesAZone: Expected at least 2 of 4 tasks of ledger to run on in the cluster west after the zone with most of them was lost, but found 1.
using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>Constraints leave out what must not be, strategies choose among the rest: zones first, then machines.</summary>
public static class SpreadOut
{
    private static readonly PlacementConstraint FastDisk = new() { Type = PlacementConstraintType.MemberOf, Expression = "attribute:disk == ssd" };

    /// <param name="ecs">Amazon ECS.</param>
    /// <param name="cluster">The name of the cluster.</param>
    /// <param name="copies">How many tasks of <c>ledger</c> to run.</param>
    public static async Task RunAsync(IAmazonECS ecs, string cluster, int copies)
    {
        var ledger = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = cluster,
            TaskDefinition = "ledger",
            LaunchType = LaunchType.EC2,
            Count = copies,
            PlacementConstraints = [FastDisk],
            PlacementStrategy =
            [
                new PlacementStrategy { Type = PlacementStrategyType.Spread, Field = "instanceId" },
            ],
        });

        var machines = await ecs.ListContainerInstancesAsync(new ListContainerInstancesRequest { Cluster = cluster, Filter = "attribute:disk == ssd" });
        var witness = await ecs.RunTaskAsync(new RunTaskRequest
        {
            Cluster = cluster,
            TaskDefinition = "witness",
            LaunchType = LaunchType.EC2,
            Count = machines.ContainerInstanceArns.Count,
            PlacementConstraints = [FastDisk, new PlacementConstraint { Type = PlacementConstraintType.DistinctInstance }],
        });

        foreach (var task in ledger.Tasks.Concat(witness.Tasks)) await ecs.WaitForTaskAsync(cluster, task.TaskArn, "RUNNING");
    }
}
