using Docker.DotNet.Models;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Runtimes.Docker.Cgroups;

/// <summary>How the tasks of one Docker Engine are held to their size: all containers of a task together, or each of them by itself.</summary>
/// <param name="Groups">Where they are held together; null where each is held by itself.</param>
/// <param name="Reason">In words, as a sentence.</param>
internal sealed record CgroupChoice(TaskCgroups? Groups, string Reason)
{
    private const string Trial = "trial";

    /// <summary>More than a container that waits uses; what is written is what is written for tasks.</summary>
    private static readonly TaskLimits TrialLimits = new(256L << 20, 0, Spec.Limits.Period, 0);

    /// <summary>
    /// Docker has to be on this machine, see the same control groups, and put containers where it is told to. A socket does not say so much, for behind
    /// it may be a virtual machine or another namespace; so a container is started where tasks would be, and looked for.
    /// </summary>
    public static async Task<CgroupChoice> MakeAsync(DockerHost host, CgroupTree tree, CancellationToken cancellation)
    {
        if (Obstacle(host.Client.Options.Endpoint, host.Machine, tree) is { } obstacle) return Separate(obstacle);
        var groups = new TaskCgroups(tree, host.Identity);
        try
        {
            return await TryAsync(host, groups, groups.Make(Trial, TrialLimits), cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Separate($"the workbook cannot make control groups ({error.Message.TrimEnd('.')})");
        }
        finally
        {
            groups.Release(Trial);
            groups.RemoveUnused();
        }
    }

    public static CgroupChoice Separate(string because) => new(null, $"Each container is held to its task's CPU and memory by itself: {because}.");

    /// <summary>What is known to be in the way without a trial, which costs time and could leave an empty group where nobody can remove it.</summary>
    public static string? Obstacle(Uri endpoint, SystemInfoResponse machine, CgroupTree tree)
    {
        if (endpoint.Scheme != "unix") return $"the Docker Engine at {endpoint} may be on another machine";
        if (machine.CgroupDriver != "cgroupfs") return $"Docker's cgroup driver is {machine.CgroupDriver}, not cgroupfs";
        if (!Directory.Exists(machine.DockerRootDir)) return $"Docker keeps its data in {machine.DockerRootDir}, which the workbook does not see";
        return tree.IsUsable ? null : "the workbook does not see this machine's control groups";
    }

    private static async Task<CgroupChoice> TryAsync(DockerHost host, TaskCgroups groups, string parent, CancellationToken cancellation)
    {
        var name = $"workbook-{host.Identity.Id}-trial";
        var container = new CreateContainerParameters
        {
            Name = name,
            Image = DockerHost.PauseImage,
            Labels = DockerLabels.Of(host.Identity),
            HostConfig = new() { NetworkMode = "none", LogConfig = new() { Type = "none" }, CgroupParent = parent },
        };
        // An earlier one is there when the engine was killed in the middle of it.
        await host.RemoveAsync(name, cancellation);
        try
        {
            var id = "";
            await host.RunAsync(container, created => id = created, cancellation);
            return groups.Holds(Trial, id)
                ? new(groups, "The containers of a task share its CPU and memory.")
                : Separate("Docker's control groups are not those of this machine");
        }
        catch (ContainerFailedException error)
        {
            return Separate($"Docker starts no container in a control group of the workbook ({error.Message})");
        }
        finally
        {
            await host.RemoveAsync(name, cancellation);
        }
    }
}
