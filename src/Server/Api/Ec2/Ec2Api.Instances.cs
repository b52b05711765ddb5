using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Worlds;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Server.Api.Ec2;

internal sealed partial class Ec2Api
{
    private static readonly Ec2Filters<Instance> s_instanceFilters = new Ec2Filters<Instance>(instance => instance.Tags)
    {
        ["availability-zone"] = instance => instance.Placement!.AvailabilityZone,
        ["architecture"] = instance => instance.Architecture,
        ["client-token"] = instance => instance.ClientToken,
        ["image-id"] = instance => instance.ImageId,
        ["instance-id"] = instance => instance.InstanceId,
        ["instance-lifecycle"] = instance => instance.InstanceLifecycle,
        ["instance-state-code"] = instance => $"{instance.State!.Code}",
        ["instance-state-name"] = instance => instance.State!.Name,
        ["instance-type"] = instance => instance.InstanceType,
        ["key-name"] = instance => instance.KeyName,
        ["dns-name"] = instance => instance.PublicDnsName,
        ["ip-address"] = instance => instance.PublicIpAddress,
        ["iam-instance-profile.arn"] = instance => instance.IamInstanceProfile?.Arn,
        ["private-dns-name"] = instance => instance.PrivateDnsName,
        ["private-ip-address"] = instance => instance.PrivateIpAddress,
        ["subnet-id"] = instance => instance.SubnetId,
        ["vpc-id"] = instance => instance.VpcId,
    }
        .Many("instance.group-id", instance => (instance.SecurityGroups ?? []).Select(group => group.GroupId))
        .Many("instance.group-name", instance => (instance.SecurityGroups ?? []).Select(group => group.GroupName))
        .Many("network-interface.network-interface-id", instance => (instance.NetworkInterfaces ?? []).Select(each => each.NetworkInterfaceId));

    public ValueTask<RunInstancesResponse> RunInstancesAsync(RunInstancesRequest request, RequestContext context) =>
        Make(context, request.DryRun, (world, seed, now) =>
        {
            var (next, instances) = RunInstances.Apply(world, request, seed, now);
            return (next, new RunInstancesResponse
            {
                ReservationId = instances[0].ReservationId,
                OwnerId = next.Scope.Account,
                Groups = [],
                Instances = instances.Select(instance => InstanceView.Of(next, instance)).ToValueList(),
            });
        });

    public ValueTask<DescribeInstancesResponse> DescribeInstancesAsync(DescribeInstancesRequest request, RequestContext context)
    {
        var world = Read(context);
        var found = s_instanceFilters.Apply(Named(world, request.InstanceIds).Select(instance => InstanceView.Of(world, instance)), request.Filters);
        var (page, token) = Ec2Page.Of(found, request.MaxResults, request.NextToken);
        var reservations = page.GroupBy(instance => world.FindEc2<Ec2Instance>(instance.InstanceId)!.ReservationId, StringComparer.Ordinal)
            .Select(group => new Reservation { ReservationId = group.Key, OwnerId = world.Scope.Account, Groups = [], Instances = group.ToValueList() });
        return Answer(request.DryRun, new DescribeInstancesResponse { Reservations = reservations.ToValueList(), NextToken = token });
    }

    public ValueTask<DescribeInstanceStatusResponse> DescribeInstanceStatusAsync(DescribeInstanceStatusRequest request, RequestContext context)
    {
        var world = Read(context);
        var all = Named(world, request.InstanceIds).Where(instance => request.IncludeAllInstances == true || instance.Status == Ec2InstanceStatus.Running).ToList();
        var found = s_instanceFilters.Apply(all.Select(instance => InstanceView.Of(world, instance)), request.Filters);
        var (page, token) = Ec2Page.Of(found, request.MaxResults, request.NextToken);
        return Answer(request.DryRun, new DescribeInstanceStatusResponse { InstanceStatuses = page.Select(Status).ToValueList(), NextToken = token });
    }

    public ValueTask<TerminateInstancesResponse> TerminateInstancesAsync(TerminateInstancesRequest request, RequestContext context) =>
        Write(context, request.DryRun, (world, now) =>
        {
            var next = InstanceCommands.Terminate(world, request.InstanceIds, now);
            return (next, new TerminateInstancesResponse { TerminatingInstances = Changes(world, next, request.InstanceIds!) });
        });

    public ValueTask<StopInstancesResponse> StopInstancesAsync(StopInstancesRequest request, RequestContext context) =>
        Write(context, request.DryRun, (world, now) =>
        {
            var next = InstanceCommands.Stop(world, request.InstanceIds, now);
            return (next, new StopInstancesResponse { StoppingInstances = Changes(world, next, request.InstanceIds!) });
        });

    public ValueTask<StartInstancesResponse> StartInstancesAsync(StartInstancesRequest request, RequestContext context) =>
        Write(context, request.DryRun, (world, now) =>
        {
            var next = InstanceCommands.Start(world, request.InstanceIds, now);
            return (next, new StartInstancesResponse { StartingInstances = Changes(world, next, request.InstanceIds!) });
        });

    public ValueTask<RebootInstancesResponse> RebootInstancesAsync(RebootInstancesRequest request, RequestContext context)
    {
        InstanceCommands.Reboot(Read(context), request.InstanceIds);
        return Answer(request.DryRun, new RebootInstancesResponse());
    }

    public ValueTask<ModifyInstanceAttributeResponse> ModifyInstanceAttributeAsync(ModifyInstanceAttributeRequest request, RequestContext context) =>
        Write<ModifyInstanceAttributeResponse>(context, request.DryRun, (world, _) =>
        {
            var instance = InstanceCommands.Find(world, [request.InstanceId ?? throw Ec2Refusal.Missing("instanceId")])[0];
            foreach (var id in request.Groups ?? []) SecurityGroups.Find(world, id);
            return world.Put(instance with
            {
                DisableApiTermination = request.DisableApiTermination?.Value ?? (request.Attribute == "disableApiTermination" ? request.Value == "true" : instance.DisableApiTermination),
                SecurityGroupIds = request.Groups is { Count: > 0 } groups ? groups : instance.SecurityGroupIds,
            });
        });

    public ValueTask<DescribeInstanceAttributeResponse> DescribeInstanceAttributeAsync(DescribeInstanceAttributeRequest request, RequestContext context)
    {
        var instance = InstanceCommands.Find(Read(context), [request.InstanceId ?? throw Ec2Refusal.Missing("instanceId")])[0];
        var answer = new DescribeInstanceAttributeResponse { InstanceId = instance.Id };
        return Answer(request.DryRun, request.Attribute switch
        {
            "disableApiTermination" => answer with { DisableApiTermination = new() { Value = instance.DisableApiTermination } },
            "disableApiStop" => answer with { DisableApiStop = new() { Value = false } },
            "instanceType" => answer with { InstanceType = new() { Value = instance.Machine.InstanceType } },
            "userData" => answer with { UserData = new() { Value = instance.Machine.UserData } },
            "instanceInitiatedShutdownBehavior" => answer with { InstanceInitiatedShutdownBehavior = new() { Value = instance.Machine.ShutdownBehavior ?? "stop" } },
            "groupSet" => answer with { Groups = InstanceView.Groups(Read(context), instance.SecurityGroupIds) },
            _ => answer,
        });
    }

    /// <summary>The machines that are named; all when none is.</summary>
    private static IEnumerable<Ec2Instance> Named(World world, ValueList<string>? ids) =>
        ids is { Count: > 0 } ? InstanceCommands.Find(world, ids) : world.Ec2<Ec2Instance>(EntityKind.Ec2Instance);

    private static ValueList<InstanceStateChange> Changes(World before, World after, ValueList<string> ids) => ids.Distinct().Select(id => new InstanceStateChange
    {
        InstanceId = id,
        PreviousState = InstanceView.State(before.FindEc2<Ec2Instance>(id)!.Status),
        CurrentState = InstanceView.State(after.FindEc2<Ec2Instance>(id)!.Status),
    }).ToValueList();

    private static InstanceStatus Status(Instance instance)
    {
        var isRunning = instance.State!.Name == "running";
        var summary = new InstanceStatusSummary
        {
            Status = isRunning ? "ok" : "not-applicable",
            Details = isRunning ? [new() { Name = "reachability", Status = "passed" }] : [],
        };
        return new()
        {
            InstanceId = instance.InstanceId,
            InstanceState = instance.State,
            AvailabilityZone = instance.Placement!.AvailabilityZone,
            AvailabilityZoneId = instance.Placement.AvailabilityZoneId,
            InstanceStatusValue = summary,
            SystemStatus = summary,
            Events = [],
        };
    }
}
