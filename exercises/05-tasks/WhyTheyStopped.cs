using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>
/// An investigation. In the cluster <c>incidents</c> some tasks have stopped, each of another family and for another reason.
/// Find out why, and answer with a list: one <see cref="Finding"/> for each task that has stopped, none for tasks that still
/// run.
/// <list type="number">
/// <item><c>Family</c> is the family of its task definition.</item>
/// <item><c>Cause</c> is one of six words. <c>image</c>: an image could not be pulled. <c>crash</c>: an essential container
/// ended by itself, with another exit code than 0. <c>memory</c>: a container was killed because it used more memory than
/// there was. <c>person</c>: somebody stopped the task. <c>spot</c>: AWS took its capacity back. <c>done</c>: its essential
/// container ended by itself with exit code 0.</item>
/// <item><c>Container</c> is the name of the container to blame: the one whose image is missing, the essential one that
/// crashed, the one that used too much memory. For <c>person</c>, <c>spot</c> and <c>done</c> no container is to blame: null.</item>
/// <item><c>ExitCode</c> is the exit code of the container to blame; null where there is none.</item>
/// </list>
/// Write it so that it finds out by itself: more tasks stop later, and then it is run again.
/// </summary>
public static class WhyTheyStopped
{
    /// <param name="ecs">Amazon ECS.</param>
    /// <returns>A finding for each stopped task, in any order.</returns>
    public static async Task<IReadOnlyList<Finding>> FindAsync(IAmazonECS ecs)
    {
        // A first look: all tasks with the reasons why they stopped. The grader shows what you print.
        Console.WriteLine(await ecs.TasksAsync("incidents"));

        throw new NotImplementedException("WhyTheyStopped only looks so far. Take the stopped tasks and tell their causes apart by StopCode first.");
    }
}

/// <summary>Why a task stopped.</summary>
public sealed record Finding(string Family, string Cause, string? Container, int? ExitCode);
