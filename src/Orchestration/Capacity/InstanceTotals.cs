using System.Globalization;
using Workbook.Orchestration.Placement;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>
/// What an agent says its machine has: CPU in units, MEMORY in MiB, PORTS and PORTS_UDP that are in use already, GPU as the
/// ids of the devices or as a number of them.
/// </summary>
/// <param name="Resources">As amounts and ports.</param>
/// <param name="GpuIds">As many as the machine has GPUs.</param>
internal sealed record InstanceTotals(InstanceResources Resources, ValueList<string> GpuIds)
{
    private const int LastPort = 65535;

    /// <exception cref="ApiException"><c>InvalidParameterException</c>: something is missing or absurd.</exception>
    public static InstanceTotals Of(RegisterContainerInstanceRequest request)
    {
        var total = request.TotalResources ?? [];
        foreach (var resource in total)
        {
            if (string.IsNullOrEmpty(resource.Name)) throw EcsErrors.InvalidParameter("Resource name must not be null or empty.");
            if (total.Count(other => other.Name == resource.Name) > 1) throw EcsErrors.InvalidParameter($"Total resources name {resource.Name} more than once.");
        }
        var gpus = Gpus(total, request.PlatformDevices ?? []);
        var resources = new InstanceResources(
            Whole(total, "CPU") ?? throw EcsErrors.InvalidParameter("Total resources must name CPU."),
            Whole(total, "MEMORY") ?? throw EcsErrors.InvalidParameter("Total resources must name MEMORY."),
            gpus.Count,
            Ports(total, "PORTS"),
            Ports(total, "PORTS_UDP"));
        return new(resources, gpus);
    }

    private static ValueList<string> Gpus(ValueList<Resource> total, ValueList<PlatformDevice> devices)
    {
        const int most = 64;
        var named = Find(total, "GPU")?.StringSetValue ?? [];
        var ids = named.Concat(devices.Where(device => device.Type == PlatformDeviceType.Gpu).Select(device => device.Id!)).Distinct(StringComparer.Ordinal).ToValueList();
        if (ids.Count == 0 && Whole(total, "GPU") is { } count)
            ids = Enumerable.Range(0, Math.Min(count, most)).Select(index => "gpu-" + index.ToString(CultureInfo.InvariantCulture)).ToValueList();
        return ids.Count <= most ? ids : throw EcsErrors.InvalidParameter($"GPU can have at most {most} items.");
    }

    private static int? Whole(ValueList<Resource> resources, string name) => Find(resources, name)?.IntegerValue switch
    {
        < 0 => throw EcsErrors.InvalidParameter($"{name} must not be negative."),
        var amount => amount,
    };

    private static ValueList<int> Ports(ValueList<Resource> resources, string name) =>
        (Find(resources, name)?.StringSetValue ?? [])
            .Select(port => int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LastPort
                ? number
                : throw EcsErrors.InvalidParameter($"'{port}' in {name} is not a port."))
            .Distinct()
            .ToValueList();

    private static Resource? Find(ValueList<Resource> resources, string name) => resources.FirstOrDefault(resource => resource.Name == name);
}
