using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.TaskDefinitions.Validation;

/// <summary>The App Mesh proxy of a task (API_ProxyConfiguration).</summary>
internal static class ProxyConfigurationRules
{
    public static void Check(Draft draft)
    {
        if (draft.Request.ProxyConfiguration is not { } proxy) return;
        if (proxy.Type is not (null or ProxyConfigurationType.Appmesh)) throw Wording.InvalidForTask("proxyConfiguration");
        if (!draft.IsAwsvpc) throw EcsErrors.Client("APPMESH proxy configuration is only supported in networkMode=awsvpc");
        if (draft.Container(proxy.ContainerName) is null) throw EcsErrors.Client($"Proxy container [{proxy.ContainerName}] does not exist.");

        var given = proxy.Properties.OrEmpty().Where(property => !string.IsNullOrEmpty(property.Value))
            .Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        if (!given.Contains("ProxyIngressPort")) throw EcsErrors.Client("Ingress port not found");
        if (!given.Contains("ProxyEgressPort")) throw EcsErrors.Client("Egress port not found");
        if (!given.Contains("AppPorts")) throw EcsErrors.Client("App ports not found");
        // The proxy's own traffic must be told apart, or it would be proxied again.
        if (!given.Contains("IgnoredUID") && !given.Contains("IgnoredGID")) throw EcsErrors.Client("Ignored UID or GID not found");
    }
}
