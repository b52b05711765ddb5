using Amazon.ECS;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook;

/// <summary>Every task of a cluster in one call, where the API needs three kinds of them.</summary>
public static class TaskListing
{
    private const int MostDescribed = 100;

    /// <summary>
    /// The tasks of a cluster, oldest first: those that run or start, and those that stopped within the last hour.
    /// </summary>
    /// <param name="ecs">The client.</param>
    /// <param name="cluster">Name or ARN.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="Amazon.ECS.Model.ClusterNotFoundException">There is no such cluster.</exception>
    public static async Task<TaskTable> TasksAsync(this IAmazonECS ecs, string cluster, CancellationToken cancellation = default)
    {
        var arns = new List<string>();
        // ListTasks shows stopped tasks only to those who ask for them.
        foreach (var desired in new[] { DesiredStatus.RUNNING, DesiredStatus.STOPPED })
        {
            string? next = null;
            do
            {
                var page = await ecs.ListTasksAsync(new() { Cluster = cluster, DesiredStatus = desired, NextToken = next }, cancellation);
                arns.AddRange(page.TaskArns ?? []);
                next = page.NextToken;
            }
            while (next is not null);
        }
        var tasks = new List<EcsTask>();
        foreach (var some in arns.Distinct().Chunk(MostDescribed))
        {
            var answer = await ecs.DescribeTasksAsync(new() { Cluster = cluster, Tasks = [.. some] }, cancellation);
            tasks.AddRange(answer.Tasks ?? []);
        }
        return TaskTable.Of(tasks.OrderBy(task => task.CreatedAt));
    }
}
