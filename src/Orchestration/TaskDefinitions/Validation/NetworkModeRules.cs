using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>What a container may ask of each network mode (developer guide, "Network mode").</summary>
internal static class NetworkModeRules
{
    public static void CheckFargate(Draft draft)
    {
        if (draft.RequiresFargate && FargateRules.NetworkViolation(draft) is { } violation) throw EcsErrors.Client(violation);
    }

    public static void CheckContainer(ContainerDefinition container, Draft draft)
    {
        LinkRules.Check(container, draft);
        if (!draft.IsAwsvpc) return;

        // In awsvpc mode the task's network interface has the name, the resolver and the addresses; a container has none.
        if (container.Hostname is not null) throw NotSupported("hostname is");
        if (container.DnsServers.HasAny()) throw NotSupported("DNS servers are");
        if (container.DnsSearchDomains.HasAny()) throw NotSupported("DNS search domains are");
        if (container.ExtraHosts.HasAny()) throw NotSupported("Extra hosts are");
        if (container.DisableNetworking == true) throw NotSupported("Disable Networking is");
    }

    private static ApiException NotSupported(string what) =>
        EcsErrors.Client($"{what} not supported on container when networkMode=awsvpc.");
}
