using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Resource limits of a container's processes (API_Ulimit).</summary>
internal static class UlimitRules
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        UlimitName.Core, UlimitName.Cpu, UlimitName.Data, UlimitName.Fsize, UlimitName.Locks, UlimitName.Memlock, UlimitName.Msgqueue,
        UlimitName.Nice, UlimitName.Nofile, UlimitName.Nproc, UlimitName.Rss, UlimitName.Rtprio, UlimitName.Rttime,
        UlimitName.Sigpending, UlimitName.Stack,
    };

    public static void Check(ContainerDefinition container)
    {
        foreach (var ulimit in container.Ulimits.OrEmpty())
        {
            if (ulimit.Name is null || !Names.Contains(ulimit.Name)) throw Wording.Invalid("ulimits", container);
            // -1 means unlimited: soft 1024 under a hard -1 is fine, soft -1 under a hard 4096 is not.
            if (Height(ulimit.SoftLimit) > Height(ulimit.HardLimit))
                throw EcsErrors.Client($"Soft limit exceeds hard limit for ulimit {ulimit.Name}");
        }
    }

    /// <summary>Fargate leaves only the number of open files to the task.</summary>
    public static string? FargateViolation(ContainerDefinition container)
    {
        var other = container.Ulimits.OrEmpty().FirstOrDefault(ulimit => ulimit.Name != UlimitName.Nofile);
        return other is null ? null : FargateRules.Unsupported($"ulimit {other.Name}");
    }

    private static long Height(int? limit) => limit is null or -1 ? long.MaxValue : limit.Value;
}
