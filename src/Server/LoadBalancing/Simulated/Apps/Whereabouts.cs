using Workbook.Engine.Runtimes.Simulated;
using Workbook.Orchestration;

namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary>Who answers, as ECS knows it.</summary>
internal static class Whereabouts
{
    /// <summary>The task's address, or else one on the bridge of its container instance.</summary>
    public static string AddressOf(SimulatedContainer container) => container.Container.Task.Task.Network?.PrivateIpv4Address ?? OnBridge(container.RuntimeId);

    public static string TaskArnOf(SimulatedContainer container)
    {
        var task = container.Container.Task;
        return Arn.Task(task.Scope, task.Task.ClusterName, task.Task.Id).ToString();
    }

    // Docker's own bridge is 172.17.0.0/16; its gateway has the first address.
    private static string OnBridge(string runtimeId) => $"172.17.0.{2 + Convert.ToByte(DerivedId.Hex(runtimeId, "bridge")[..2], 16) % 250}";
}
