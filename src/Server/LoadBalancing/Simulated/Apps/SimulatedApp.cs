using Workbook.Engine.Runtimes.Simulated;

namespace Workbook.Server.LoadBalancing.Simulated.Apps;

/// <summary>What the server in a simulated container answers, and what it remembers.</summary>
internal abstract class SimulatedApp
{
    public static SimulatedApp Of(SimulatedContainer container) => container.Program.App switch
    {
        "hello" => new HelloApp(),
        "flaky" => new FlakyApp(),
        "node-hello" => new NodeHelloApp(),
        _ => new PlainApp(),
    };

    public abstract Task AnswerAsync(AppRequest request);
}
