using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>What Windows containers have no counterpart for (developer guide, "Task definition parameters").</summary>
internal static class WindowsRules
{
    /// <summary>The first Linux-only setting of a definition that declares a Windows platform, or null.</summary>
    public static string? Violation(Draft draft)
    {
        if (!draft.IsWindows) return null;
        var request = draft.Request;
        if (draft.Network is NetworkMode.Host) return Unsupported("networkMode 'host'");
        if (request.PidMode is not null) return Unsupported("pidMode");
        if (request.IpcMode is not null) return Unsupported("ipcMode");
        if (request.ProxyConfiguration is not null) return Unsupported("proxyConfiguration");
        if (draft.Volumes.Any(volume => volume.EfsVolumeConfiguration is not null)) return Unsupported("efsVolumeConfiguration");
        foreach (var container in draft.Containers)
        {
            if (container.Privileged == true) return Unsupported("privileged");
            if (container.ReadonlyRootFilesystem == true) return Unsupported("readonlyRootFilesystem");
            if (container.LinuxParameters is not null) return Unsupported("linuxParameters");
            if (container.Ulimits.HasAny()) return Unsupported("ulimits");
            if (container.Links.HasAny()) return Unsupported("links");
            if (container.EnvironmentFiles.HasAny()) return Unsupported("environmentFiles");
        }
        return null;
    }

    private static string Unsupported(string member) => $"Windows compatible task definitions do not support {member}";
}
