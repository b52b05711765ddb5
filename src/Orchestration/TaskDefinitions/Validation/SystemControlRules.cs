using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>Namespaced kernel parameters, <c>sysctl</c> (API_SystemControl).</summary>
internal static class SystemControlRules
{
    private static readonly HashSet<string> Ipc = new(StringComparer.Ordinal)
    {
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni",
        "kernel.shm_rmid_forced",
    };

    public static void Check(ContainerDefinition container, Draft draft)
    {
        foreach (var control in container.SystemControls.OrEmpty())
        {
            var name = control.Namespace ?? "";
            var network = name.StartsWith("net.", StringComparison.Ordinal);
            var ipc = Ipc.Contains(name) || name.StartsWith("fs.mqueue.", StringComparison.Ordinal);
            if ((!network && !ipc) || string.IsNullOrWhiteSpace(control.Value)) throw Wording.Invalid("systemControls", container);
            // A namespace that is shared with the host is the host's to tune.
            if (network && draft.Network == NetworkMode.Host)
                throw EcsErrors.Client($"System control '{name}' is not supported when networkMode=host.");
            if (ipc && draft.Request.IpcMode == IpcMode.Host)
                throw EcsErrors.Client($"System control '{name}' is not supported when ipcMode=host.");
        }
    }
}
