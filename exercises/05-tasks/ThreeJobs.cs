using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Tasks;

/// <summary>
/// One image, three jobs. The cluster <c>tools</c> and the task definition <c>toolbox:1</c> are already there. As it
/// stands, its container <c>app</c> only prints how it is used and ends with exit code 64. Run it three times, a task on
/// Fargate each (subnet <c>subnet-0a1b2c3d</c>), and change every run by overrides. The command is always a line for the
/// shell: <c>["sh", "-c", LINE]</c>.
/// <list type="number">
/// <item>Started by <c>import</c>: the line is <c>echo importing; sleep 20</c>.</item>
/// <item>Started by <c>report</c>: the line is <c>echo reporting; sleep 5</c>. The container has the environment variable
/// <c>MONTH</c> with the value <c>11</c>, and this task as a whole has 1024 CPU units and 2048 MiB of memory; the other two
/// keep the size of the definition.</item>
/// <item>Started by <c>clean-up</c>: the line is <c>echo cleaning up</c>. The container has the environment variable
/// <c>DRY_RUN</c> with the value <c>yes</c>.</item>
/// <item>No other task is run and no other revision registered. Come back when all three have STOPPED, with exit code 0.</item>
/// </list>
/// </summary>
public static class ThreeJobs
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        throw new NotImplementedException("ThreeJobs is still empty. Start with RunTaskAsync for the import: StartedBy says who runs it, Overrides what is different.");
    }
}
