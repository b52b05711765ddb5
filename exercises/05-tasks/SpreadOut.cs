using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>
/// Tasks on machines of your own, placed so that a loss does not hurt. A cluster has EC2 machines in several Availability
/// Zones. Some of them have a fast disk: those carry the attribute <c>disk</c> with the value <c>ssd</c>. The task
/// definitions <c>ledger</c> and <c>witness</c> are already registered, both for EC2. In the cluster that is named:
/// <list type="number">
/// <item>Run as many tasks of <c>ledger</c> as asked for (<c>copies</c>, never more than ten), and no more. They run on
/// machines with a fast disk only.</item>
/// <item>When any one machine is lost, at least half of them run on. The zones have different numbers of machines; when
/// any one zone is lost with all its machines, at least half of them run on, too.</item>
/// <item>Run one task of <c>witness</c> on each machine with a fast disk: none has two, none has none.</item>
/// <item>Come back when all these tasks are RUNNING.</item>
/// </list>
/// It is run twice, for two clusters that are made up differently: in the first one, <c>east</c>, a machine is lost
/// afterwards, in the second one, <c>west</c>, a zone. The worst one each time.
/// </summary>
public static class SpreadOut
{
    /// <param name="ecs">Amazon ECS.</param>
    /// <param name="cluster">The name of the cluster.</param>
    /// <param name="copies">How many tasks of <c>ledger</c> to run.</param>
    public static async Task RunAsync(IAmazonECS ecs, string cluster, int copies)
    {
        // A first look: which machines are there? The grader shows what you print.
        var machines = await ecs.ListContainerInstancesAsync(new ListContainerInstancesRequest { Cluster = cluster, Filter = "attribute:disk == ssd" });
        Console.WriteLine($"{cluster}: {machines.ContainerInstanceArns.Count} machines with a fast disk");

        throw new NotImplementedException("SpreadOut only looks so far. RunTaskRequest has PlacementConstraints (which machines may be) and PlacementStrategy (which of them is best).");
    }
}
