using Workbook.Orchestration.Worlds;
using Workbook.Shapes;

namespace Workbook.Orchestration.Ec2;

/// <summary>TerminateInstances, StopInstances, StartInstances and RebootInstances; and losing a machine, which nobody asks for.</summary>
public static class InstanceCommands
{
    private const string ByUser = "Client.UserInitiatedShutdown";

    /// <summary>Terminating a terminated instance again changes nothing.</summary>
    /// <exception cref="ApiException">One does not exist, or is protected.</exception>
    public static World Terminate(World world, ValueList<string>? ids, DateTimeOffset now)
    {
        var instances = Find(world, ids);
        if (instances.FirstOrDefault(each => each.DisableApiTermination && !each.IsEnding) is { } guarded)
            throw Ec2Refusal.Of("OperationNotPermitted", $"The instance '{guarded.Id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.");
        return instances.Aggregate(world, (next, instance) => Terminate(next, instance, now));
    }

    public static World Stop(World world, ValueList<string>? ids, DateTimeOffset now)
    {
        foreach (var instance in Find(world, ids))
        {
            if (instance.Status is Ec2InstanceStatus.Stopping or Ec2InstanceStatus.Stopped) continue;
            if (instance.Status != Ec2InstanceStatus.Running) throw WrongState(instance, "stopped");
            if (instance.Machine.IsSpot)
                throw Ec2Refusal.Of("UnsupportedOperation", $"You can't stop the Spot Instance '{instance.Id}' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.");
            world = Enter(world, instance with { StateReasonCode = ByUser, StateReason = $"{ByUser}: User initiated shutdown" }, Ec2InstanceStatus.Stopping, now);
        }
        return world;
    }

    public static World Start(World world, ValueList<string>? ids, DateTimeOffset now)
    {
        foreach (var instance in Find(world, ids))
        {
            if (instance.Status is Ec2InstanceStatus.Pending or Ec2InstanceStatus.Running) continue;
            if (instance.Status != Ec2InstanceStatus.Stopped) throw WrongState(instance, "started");
            world = Enter(world, instance with { StateReasonCode = null, StateReason = null, LaunchedAt = now }, Ec2InstanceStatus.Pending, now);
        }
        return world;
    }

    /// <summary>A reboot shows in no state, and its containers come back with the agent: nothing changes here.</summary>
    public static void Reboot(World world, ValueList<string>? ids)
    {
        if (Find(world, ids).FirstOrDefault(each => each.IsEnding) is { } ending) throw WrongState(ending, "rebooted");
    }

    /// <summary>The machine vanishes at once, as if its hardware had failed.</summary>
    /// <returns>The same World when there is no such machine, or none any more.</returns>
    public static World LoseInstance(World world, string id, DateTimeOffset now) => world.FindEc2<Ec2Instance>(id) is { IsGone: false } instance
        ? Enter(world, instance with { StateReasonCode = "Server.InternalError", StateReason = "Server.InternalError: Internal error" }, Ec2InstanceStatus.Terminated, now)
        : world;

    /// <exception cref="ApiException">One of them does not exist.</exception>
    public static IReadOnlyList<Ec2Instance> Find(World world, ValueList<string>? ids)
    {
        if (ids is not { Count: > 0 }) throw Ec2Refusal.Missing("InstanceIds");
        if (ids.FirstOrDefault(id => !Ec2Ids.IsWellFormed("i", id)) is { } malformed) throw Ec2Refusal.Malformed("InvalidInstanceID.Malformed", malformed, "i");
        var missing = ids.Where(id => world.FindEc2<Ec2Instance>(id) is null).ToList();
        if (missing.Count > 0) throw Ec2Refusal.InstancesNotFound(missing);
        return [.. ids.Distinct().Select(id => world.FindEc2<Ec2Instance>(id)!)];
    }

    internal static World Terminate(World world, Ec2Instance instance, DateTimeOffset now) => instance.IsEnding
        ? world
        : Enter(world, instance with { StateReasonCode = ByUser, StateReason = $"{ByUser}: User initiated shutdown" }, Ec2InstanceStatus.ShuttingDown, now);

    /// <summary>Puts an instance in another state; nobody hears of its agent any more once it does not run.</summary>
    internal static World Enter(World world, Ec2Instance instance, Ec2InstanceStatus status, DateTimeOffset now)
    {
        var next = instance with
        {
            Status = status,
            StatusSince = now,
            AgentWaitsFor = null,
            AgentAt = status switch
            {
                Ec2InstanceStatus.Pending when MachineImages.Find(world.Scope.Region, instance.Machine.ImageId)?.HasAgent == true => now + Ec2Instance.StartTime + Ec2Instance.AgentStartTime,
                Ec2InstanceStatus.Running => instance.AgentAt,
                _ => null,
            },
            PublicIpAddress = status switch
            {
                Ec2InstanceStatus.Stopped or Ec2InstanceStatus.Terminated => null,
                Ec2InstanceStatus.Pending when world.FindEc2<Ec2Subnet>(instance.SubnetId)?.MapPublicIpOnLaunch == true => MachineLauncher.PublicAddress(instance.Id),
                _ => instance.PublicIpAddress,
            },
        };
        if (status is not (Ec2InstanceStatus.Pending or Ec2InstanceStatus.Running)) world = MachineAgent.Disconnect(world, next, now);
        return world.Put(next);
    }

    private static ApiException WrongState(Ec2Instance instance, string what) =>
        Ec2Refusal.Of("IncorrectInstanceState", $"The instance '{instance.Id}' is not in a state from which it can be {what}.");
}
