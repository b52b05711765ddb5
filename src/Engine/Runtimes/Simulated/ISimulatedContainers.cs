using Workbook.Orchestration;

namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>The containers of the simulation, for those who talk to them.</summary>
public interface ISimulatedContainers
{
    /// <summary>Called with the task when one of its containers behaves in another way from now on.</summary>
    event Action<AccountRegion, string>? Disturbed;

    /// <summary>The container, if it runs.</summary>
    SimulatedContainer? Find(AccountRegion scope, string taskId, string container);
}
