using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace TaskDefinitions;

/// <summary>
/// An investigation. In the cluster <c>night-shift</c> a colleague tried to start the family <c>report</c> twice, a
/// revision each. Both tasks stopped, and it is your shift now.
/// <list type="number">
/// <item>Find both tasks and read why they stopped: <c>stopCode</c> and <c>stoppedReason</c> of the task, exit codes
/// and reasons of its containers, and the revision that each of them ran.</item>
/// <item>Register revision 3, repaired. Keep both containers and what they do: <c>migrate</c> runs its command once and
/// ends; <c>web</c> must not start before that has ended successfully, and goes on running.</item>
/// <item>Leave your findings on revision 3 as tags, for the colleague: <c>revision-1</c> and <c>revision-2</c>, each
/// with the stop code of the task that ran that revision.</item>
/// <item>Run one task of revision 3 in <c>night-shift</c> on Fargate (subnet <c>subnet-0a1b2c3d</c>), and come back
/// when it is RUNNING.</item>
/// </list>
/// The one and only tag of the web image that is known to exist is <c>1.27</c>.
/// </summary>
public static class TwoFailures
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        // A first look: what is there, and why did it stop? The grader shows what you print.
        Console.WriteLine(await ecs.TasksAsync("night-shift"));

        throw new NotImplementedException("TwoFailures only looks so far. Repair the task definition next.");
    }
}
