using Workbook.Engine;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Tasks;

namespace Workbook.Server.Tests.Registry;

/// <summary>With <c>--backend docker</c>, tasks pull from the workbook's registry with nobody logged in.</summary>
[Category("Docker")]
internal sealed class DockerTaskTests
{
    private const string Repository = "team/app";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly AccountRegion Scope = new("123456789012", "eu-central-1");

    [Test]
    public async Task What_was_pushed_runs_as_a_task_under_the_name_that_it_has_on_AWS()
    {
        // The first look tells whether there is a Docker Engine at all.
        using (var probe = new RegistryPrograms(new("http://localhost:1"), Scope.Account, Scope.Region)) await probe.NeedDockerAsync();
        await using var aws = await LocalAws.StartAsync(new() { Engine = new() { Docker = new DockerOptions() } });
        await aws.Engine.Store.UpdateAsync(Scope, (world, now) => (ClusterRules.Create(world.Put(new EcrRepository(Repository, now)), new()).World, 0));
        using var programs = new RegistryPrograms(aws.Endpoint, Scope.Account, Scope.Region);
        var image = $"{programs.Host}/{Repository}:v1";
        string? digest = null;
        try
        {
            (await programs.LoginAsync()).Succeeded();
            File.Copy("/bin/busybox", Path.Combine(programs.Folder, "busybox"));
            programs.Write("Dockerfile", "FROM scratch\nCOPY busybox /bin/sh\nCMD [\"/bin/sh\", \"-c\", \"exit 7\"]\n");
            (await programs.ShellAsync($"DOCKER_BUILDKIT=0 docker build --quiet --tag {image} {programs.Folder}")).Succeeded();
            (await programs.DockerAsync("push", image)).Succeeded();
            (await programs.DockerAsync("rmi", "--force", image)).Succeeded();
            digest = ImageLookup.ByTag(aws.Engine.Store.Read(Scope), Repository, "v1")!.Digest;

            var task = await RunAsync(aws.Engine, $"{Scope.Account}.dkr.ecr.{Scope.Region}.amazonaws.com/{Repository}:v1");

            (task.StoppedReason, task.Container("app").ExitCode, task.Container("app").ImageDigest).Should().Be(("Essential container in task exited", 7, digest));
        }
        finally
        {
            await programs.DockerAsync("rmi", "--force", image, $"{programs.Host}/{Repository}@{digest}");
        }
    }

    /// <summary>Runs a task and returns it once it is STOPPED.</summary>
    private static async Task<EcsTask> RunAsync(EcsEngine engine, string image)
    {
        var id = ResourceIds.Random.NewId();
        var stopped = new TaskCompletionSource<EcsTask>(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Store.Changed += (_, _) =>
        {
            if (engine.Store.Read(Scope).Tasks.GetValueOrDefault(id) is { LastStatus: EcsTaskStatus.Stopped } task) stopped.TrySetResult(task);
        };
        await FargateTasks.RunAsync(engine, Scope, id, image);
        return await stopped.Task.WaitAsync(Patience);
    }
}
