using Workbook.Engine.Runtimes;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.Control;

/// <summary>Carries out decisions: some become a call on the runtime.</summary>
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
            default:
                // The World has changed, and nothing else has to.
                break;
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
