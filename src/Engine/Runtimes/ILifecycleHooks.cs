using Workbook.Orchestration;
using Workbook.Orchestration.Deployments;

namespace Workbook.Engine.Runtimes;

/// <summary>Calls the Lambda functions of lifecycle hooks.</summary>
public interface ILifecycleHooks
{
    /// <summary>Called once, before anything else.</summary>
    void Connect(IObservations observations);

    /// <summary>Returns at once; answered by <see cref="Orchestration.Planning.HookAnswered"/>.</summary>
    void Invoke(AccountRegion scope, string serviceKey, HookRun hook);
}
