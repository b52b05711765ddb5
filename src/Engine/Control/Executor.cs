using System.Diagnostics;
using Workbook.Engine.Runtimes;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Control;

/// <summary>Carries out decisions: each becomes a call on the runtime, or nothing where the World alone changed.</summary>
internal sealed class Executor(ITaskRuntime runtime, ILifecycleHooks hooks)
{
    public void Execute(World world, Decision decision)
    {
        switch (decision)
        {
            case ProvisionTask provision:
                runtime.Provision(TaskOf(world, provision.TaskId));
                break;
            case PullImage pull:
                runtime.Pull(ContainerOf(world, pull.TaskId, pull.Container));
                break;
            case StartContainer start:
                runtime.Start(ContainerOf(world, start.TaskId, start.Container));
                break;
            case StopContainer stop:
                runtime.Stop(ContainerOf(world, stop.TaskId, stop.Container), stop.Timeout);
                break;
            case ReleaseTask release:
                runtime.Release(TaskOf(world, release.TaskId));
                break;
            case LoseTask or AdvanceTask { To: EcsTaskStatus.Stopped }:
                runtime.Forget(TaskOf(world, ((TaskDecision)decision).TaskId));
                break;
            case InvokeHook invoke:
                Invoke(world, invoke);
                break;
            case Ec2Decision or AutoScalingDecision or ScalingDecision or ReleaseActions or ImageDecision or LoadBalancingDecision or InstanceDecision or ProviderDecision or PlaceTask or AdvanceTask or EndTask or EndProtection or AbandonContainer or ForgetTask or ForgetTaskDefinition or ForgetClientToken or ServiceDecision:
                break;
            default:
                throw new UnreachableException($"Nothing is known of {decision}.");
        }
    }

    private void Invoke(World world, InvokeHook invoke)
    {
        if (world.Services.TryGetValue(invoke.ServiceKey, out var service) && world.RolloutOf(service)?.Hooks.FirstOrDefault(hook => hook.Id == invoke.HookId) is { } hook)
            hooks.Invoke(world.Scope, invoke.ServiceKey, hook);
    }

    public Task ResetAsync() => runtime.ResetAsync();

    public static RuntimeTask TaskOf(World world, string taskId)
    {
        var task = world.Tasks[taskId];
        var instance = task.ContainerInstanceId is { } id ? world.ContainerInstances.GetValueOrDefault(id) : null;
        return new(world.Scope, task, world.TaskDefinitions[task.DefinitionKey].Definition, instance);
    }

    public static RuntimeContainer ContainerOf(World world, string taskId, string name)
    {
        var task = TaskOf(world, taskId);
        return new(task, task.Task.Container(name), Overrides.Of(task.Definition, task.Task.Overrides, name));
    }
}
