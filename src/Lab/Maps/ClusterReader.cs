using System.Collections.Immutable;
using System.Globalization;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook;

/// <summary>Asks the AWS APIs what there is in a cluster.</summary>
internal sealed class ClusterReader(Aws aws, string cluster)
{
    private const int ServicesAtOnce = 10;

    public async Task<ClusterLayout> ReadAsync(CancellationToken cancellation)
    {
        var tasks = (await aws.Ecs.TasksAsync(cluster, cancellation)).Tasks.Where(task => task.LastStatus != "STOPPED")
            .OrderBy(task => task.Group, StringComparer.Ordinal).ThenBy(task => task.CreatedAt).ThenBy(task => task.TaskArn, StringComparer.Ordinal).ToList();
        var machines = await MachinesAsync(cancellation);
        var places = machines
            .Select(machine => new MapPlace(NameOf(machine), RoomOf(machine), [.. tasks.Where(task => task.ContainerInstanceArn == machine.ContainerInstanceArn).Select(Of)]))
            .OrderBy(place => place.Name, StringComparer.Ordinal).ToList();
        var elsewhere = tasks.Where(task => task.ContainerInstanceArn is null).ToList();
        if (elsewhere.Count > 0) places.Insert(0, new(elsewhere.TrueForAll(IsFargate) ? "Fargate" : "not placed yet", "", [.. elsewhere.Select(Of)]));
        return new(cluster, [.. places], await GroupsAsync(tasks, machines, cancellation));
    }

    private async Task<List<ContainerInstance>> MachinesAsync(CancellationToken cancellation)
    {
        var arns = await aws.Ecs.Paginators.ListContainerInstances(new() { Cluster = cluster }).ContainerInstanceArns.ToListAsync(cancellation);
        var machines = new List<ContainerInstance>();
        foreach (var some in arns.Chunk(100)) machines.AddRange((await aws.Ecs.DescribeContainerInstancesAsync(new() { Cluster = cluster, ContainerInstances = [.. some] }, cancellation)).ContainerInstances ?? []);
        return machines;
    }

    /// <summary>The target groups of all services of the cluster, with what listeners and rules forward to each.</summary>
    private async Task<ImmutableArray<MapGroup>> GroupsAsync(List<EcsTask> tasks, List<ContainerInstance> machines, CancellationToken cancellation)
    {
        var services = await aws.Ecs.Paginators.ListServices(new() { Cluster = cluster }).ServiceArns.ToListAsync(cancellation);
        var arns = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var some in services.Chunk(ServicesAtOnce))
        {
            var answer = await aws.Ecs.DescribeServicesAsync(new() { Cluster = cluster, Services = [.. some] }, cancellation);
            var balancers = (answer.Services ?? []).SelectMany(service => (service.LoadBalancers ?? []).Concat((service.TaskSets ?? []).SelectMany(set => set.LoadBalancers ?? [])));
            arns.UnionWith(balancers.SelectMany(each => new[] { each.TargetGroupArn, each.AdvancedConfiguration?.AlternateTargetGroupArn }).OfType<string>());
        }
        if (arns.Count == 0) return [];
        var groups = (await aws.LoadBalancing.DescribeTargetGroupsAsync(new() { TargetGroupArns = [.. arns] }, cancellation)).TargetGroups ?? [];
        var reader = new TrafficReader(aws);
        var traffic = await reader.ForwardedAsync(groups, cancellation);
        var requests = await reader.RequestsAsync(groups, cancellation);
        var map = new List<MapGroup>();
        foreach (var group in groups.OrderBy(each => each.TargetGroupName, StringComparer.Ordinal))
        {
            var health = (await aws.LoadBalancing.DescribeTargetHealthAsync(new() { TargetGroupArn = group.TargetGroupArn }, cancellation)).TargetHealthDescriptions ?? [];
            var targets = health.Select(each => (TaskKey: tasks.Find(task => IsOf(task, each.Target, machines))?.TaskArn ?? "", State: each.TargetHealth.State.Value));
            map.Add(new(group.TargetGroupName, [.. traffic[group.TargetGroupArn]], requests.GetValueOrDefault(group.TargetGroupArn), [.. targets.OrderBy(each => tasks.FindIndex(task => task.TaskArn == each.TaskKey))]));
        }
        return [.. map];
    }

    /// <summary>A target is the address of a task's network interface, or a port of the machine that the task is on.</summary>
    private static bool IsOf(EcsTask task, TargetDescription target, List<ContainerInstance> machines)
    {
        var containers = task.Containers ?? [];
        if (containers.SelectMany(each => each.NetworkInterfaces ?? []).Any(each => each.PrivateIpv4Address == target.Id)) return true;
        return machines.Find(machine => machine.ContainerInstanceArn == task.ContainerInstanceArn)?.Ec2InstanceId == target.Id
            && containers.SelectMany(each => each.NetworkBindings ?? []).Any(each => each.HostPort == target.Port);
    }

    private static bool IsFargate(EcsTask task) => task.LaunchType == "FARGATE" || task.CapacityProviderName?.StartsWith("FARGATE", StringComparison.Ordinal) == true;

    private static MapTask Of(EcsTask task) => new(
        task.TaskArn, ArnText.AfterSlash(task.TaskDefinitionArn), task.Group?.StartsWith("service:", StringComparison.Ordinal) == true ? task.Group["service:".Length..] : "", task.LastStatus, task.HealthStatus?.Value is { } health and not "UNKNOWN" ? health : "");

    private static string NameOf(ContainerInstance machine) => machine.Ec2InstanceId ?? ArnText.AfterSlash(machine.ContainerInstanceArn);

    private static string RoomOf(ContainerInstance machine)
    {
        var state = machine.AgentConnected == false ? "agent not connected" : machine.Status == "ACTIVE" ? "" : machine.Status;
        var room = string.Create(CultureInfo.InvariantCulture, $"free: {Amount(machine.RemainingResources, "CPU")} of {Amount(machine.RegisteredResources, "CPU")} CPU, {Amount(machine.RemainingResources, "MEMORY")} of {Amount(machine.RegisteredResources, "MEMORY")} MiB");
        return state.Length > 0 ? $"{state}, {room}" : room;
    }

    private static int Amount(List<Resource>? resources, string name) => resources?.Find(each => each.Name == name)?.IntegerValue ?? 0;
}
