using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestFramework;
using Microsoft.Testing.Platform.Messages;
using Microsoft.Testing.Platform.Requests;
using Microsoft.Testing.Platform.TestHost;

namespace Workbook.Orchestration.Tests;

/// <summary>The suite on Microsoft.Testing.Platform, which is how Stryker talks to a test process that stays.</summary>
internal sealed class CoreTestFramework(Suite suite) : ITestFramework, IDataProducer
{
    public string Uid => nameof(CoreTestFramework);

    public string Version => "1.0";

    public string DisplayName => "Tests of the core";

    public string Description => "Runs the tests of src/Orchestration until one fails.";

    public Type[] DataTypesProduced => [typeof(TestNodeUpdateMessage)];

    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    public Task<CreateTestSessionResult> CreateTestSessionAsync(CreateTestSessionContext context) => Task.FromResult(new CreateTestSessionResult { IsSuccess = true });

    public Task<CloseTestSessionResult> CloseTestSessionAsync(CloseTestSessionContext context) => Task.FromResult(new CloseTestSessionResult { IsSuccess = true });

    public async Task ExecuteRequestAsync(ExecuteRequestContext context)
    {
        if (context.Request is DiscoverTestExecutionRequest discovery)
        {
            foreach (var name in suite.Names.Values) await Say(context.MessageBus, discovery.Session, name, DiscoveredTestNodeStateProperty.CachedInstance);
        }
        else if (context.Request is RunTestExecutionRequest run)
        {
            Mutants.BeforeRun(suite.IsStuck);
            var asked = run.Filter is TestNodeUidListFilter filter ? filter.TestNodeUids.Select(uid => uid.Value).ToHashSet() : null;
            var results = suite.Run(asked);
            var hasFailed = results.Values.Any(failure => failure is not null);
            foreach (var name in asked ?? [.. suite.Names.Values])
                await Say(context.MessageBus, run.Session, name, results.TryGetValue(name, out var failure) ? StateOf(failure) : Unheard(hasFailed));
        }
        context.Complete();
    }

    private Task Say(IMessageBus bus, TestSessionContext session, string name, TestNodeStateProperty state) => bus.PublishAsync(
        this, new TestNodeUpdateMessage(session.SessionUid, new TestNode { Uid = name, DisplayName = name, Properties = new PropertyBag(state) }));

    private static TestNodeStateProperty StateOf(string? failure) => failure is null ? PassedTestNodeStateProperty.CachedInstance : new FailedTestNodeStateProperty(failure);

    // After the first failure the rest is left out; otherwise the mutant keeps a test from being found at all.
    private static TestNodeStateProperty Unheard(bool hasFailed) => hasFailed ? SkippedTestNodeStateProperty.CachedInstance : new FailedTestNodeStateProperty("not found");
}
