using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Kernel settings of a Linux container (API_LinuxParameters).</summary>
internal static class LinuxParameterRules
{
    // The names are Docker's, without CAP_ (API_KernelCapabilities).
    private static readonly HashSet<string> Capabilities = new(StringComparer.Ordinal)
    {
        "ALL", "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN", "DAC_OVERRIDE",
        "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN",
        "MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "PERFMON", "SETFCAP", "SETGID",
        "SETPCAP", "SETUID", "SYS_ADMIN", "SYS_BOOT", "SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO",
        "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "SYSLOG", "WAKE_ALARM",
    };

    public static void Check(ContainerDefinition container)
    {
        if (container.LinuxParameters is not { } linux) return;
        foreach (var capability in (linux.Capabilities?.Add).OrEmpty().Concat((linux.Capabilities?.Drop).OrEmpty()))
        {
            if (!Capabilities.Contains(capability)) throw Wording.Invalid("capabilities", container);
        }
        foreach (var device in linux.Devices.OrEmpty())
        {
            if (string.IsNullOrEmpty(device.HostPath)) throw Wording.Invalid("devices", container);
        }
        foreach (var tmpfs in linux.Tmpfs.OrEmpty())
        {
            if (tmpfs.Size is not > 0)
                throw EcsErrors.Client("The container has an invalid tmpfs size value specified. It must be a non-zero, non-negative integer.");
            if (string.IsNullOrEmpty(tmpfs.ContainerPath)) throw Wording.Invalid("tmpfs", container);
        }
        if (linux.SharedMemorySize < 1) throw Wording.Invalid("sharedMemorySize", container);
        if (linux.MaxSwap < 0) throw Wording.Invalid("maxSwap", container);
        if (linux.Swappiness is < 0 or > 100) throw Wording.Invalid("swappiness", container);
    }

    /// <summary>Why Fargate would not take these settings, or null. Memory file systems it does take, since January 2026.</summary>
    public static string? FargateViolation(LinuxParameters linux)
    {
        foreach (var capability in (linux.Capabilities?.Add).OrEmpty())
        {
            if (capability != "SYS_PTRACE") return $"{capability} is not allowed on Fargate.";
        }
        if (linux.Devices.HasAny()) return FargateRules.Unsupported("devices");
        if (linux.SharedMemorySize is not null) return FargateRules.Unsupported("sharedMemorySize");
        if (linux.MaxSwap is not null) return FargateRules.Unsupported("maxSwap");
        return linux.Swappiness is not null ? FargateRules.Unsupported("swappiness") : null;
    }
}
