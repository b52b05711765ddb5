namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>A container that runs, in the simulation.</summary>
internal sealed class SimulatedContainer(RuntimeContainer container, ImageScript script, string runtimeId)
{
    public RuntimeContainer Container { get; } = container;

    public ImageScript Script { get; } = script;

    public string RuntimeId { get; } = runtimeId;

    /// <summary>What is going to happen to it by itself.</summary>
    public List<IDisposable> Pending { get; } = [];

    public bool IsStopping { get; set; }
}
