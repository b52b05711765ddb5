using System.Globalization;
using Amazon.ECS.Model;

namespace Workbook.Exercises.Tests.Checks;

public sealed class ThreeJobsChecks : FargateChecks
{
    private const string Cluster = "tools";
    private const string Family = "toolbox";

    protected override async Task SetTheSceneAsync()
    {
        await Ecs.CreateClusterAsync(new() { ClusterName = Cluster });
        await RegisterAsync(Family, Shell("app", "echo usage: import, report or clean-up; exit 64"));
    }

    [Test]
    [Requirement("Three tasks were run in the cluster tools, one by import, report and clean-up each, all of toolbox:1", "StartedBy of RunTaskRequest is a word of your choice. What differs between the runs belongs into Overrides, not into a new revision.")]
    public async Task ThreeTasksOfOneRevision()
    {
        var tasks = await TasksOfAsync(Cluster);
        RequireList("the tasks in the cluster tools by who started them", tasks.Select(task => task.StartedBy ?? "nobody"), "import", "report", "clean-up");
        RequireList("the revisions that were run", tasks.Select(RevisionOf).Distinct(), $"{Family}:1");
        RequireList("the revisions of toolbox", (await RevisionsAsync(Family)).Select(Name), $"{Family}:1");
    }

    [Test]
    [Requirement("Each of the three runs its own command", "A ContainerOverride has the Name of the container that it changes, and a Command: three items, the last of which is the whole line.")]
    public async Task EachRunsItsCommand()
    {
        foreach (var (job, line) in new[] { ("import", "echo importing; sleep 20"), ("report", "echo reporting; sleep 5"), ("clean-up", "echo cleaning up") })
        {
            var command = (await OverrideOfAsync(job))?.Command;
            Require($"the command that {job} ran instead of the definition's", Quoted(command), Quoted(["sh", "-c", line]));
        }
    }

    [Test]
    [Requirement("report has MONTH, clean-up has DRY_RUN, and import neither", "Environment of a ContainerOverride is a list of Amazon.ECS.Model.KeyValuePair. Values are texts, also those that look like numbers.")]
    public async Task EachHasItsEnvironment()
    {
        foreach (var (job, variables) in new (string, string[])[] { ("report", ["MONTH=11"]), ("clean-up", ["DRY_RUN=yes"]), ("import", []) })
        {
            var environment = (await OverrideOfAsync(job))?.Environment ?? [];
            RequireList($"the environment that was added to {job}", environment.Select(each => $"{each.Name}={each.Value}"), variables);
        }
    }

    [Test]
    [Requirement("The task of report has 1024 CPU units and 2048 MiB, the others have 256 and 512", "The size of a container is one thing, that of the whole task another: Cpu and Memory of TaskOverride itself are the latter, and they are texts.")]
    public async Task OnlyReportIsLarger()
    {
        foreach (var (job, cpu, memory) in new[] { ("report", "1024", "2048"), ("import", "256", "512"), ("clean-up", "256", "512") })
        {
            var task = await TaskOfAsync(job);
            Require($"the CPU units and MiB of the task of {job}", $"{task.Cpu} and {task.Memory}", $"{cpu} and {memory}");
        }
    }

    [Test]
    [Requirement("All three have STOPPED with exit code 0", "64 is what the definition's own command ends with. ecs.WaitForTaskAsync(cluster, taskArn, \"STOPPED\") waits, and returns the task as it is then.")]
    public async Task AllEndedWell()
    {
        foreach (var job in new[] { "import", "report", "clean-up" })
        {
            var task = await TaskOfAsync(job);
            var exitCode = task.Containers[0].ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "no exit code";
            Require($"status and exit code of the task of {job}", $"{task.LastStatus}, {exitCode}", "STOPPED, 0");
        }
    }

    private async Task<EcsTask> TaskOfAsync(string job)
    {
        var tasks = await TasksOfAsync(Cluster);
        return tasks.FirstOrDefault(task => task.StartedBy == job)
            ?? throw new AssertionException($"Expected a task in the cluster {Cluster} that was started by {job}, but found tasks started by {ListOf(tasks.Select(task => task.StartedBy ?? "nobody"))}.");
    }

    private async Task<ContainerOverride?> OverrideOfAsync(string job) => (await TaskOfAsync(job)).Overrides?.ContainerOverrides?.FirstOrDefault();
}
