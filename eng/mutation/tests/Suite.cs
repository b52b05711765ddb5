using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Workbook.Orchestration.Tests;

/// <summary>The tests of this assembly, loaded once: a run of a few of them then costs no more than they do.</summary>
internal sealed class Suite
{
    private const int LargestStack = 64 * 1024 * 1024;

    // The longest test takes 0.7 s where nothing is compiled yet.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly NUnitTestAssemblyRunner _runner = new(new DefaultTestAssemblyBuilder());

    public Suite()
    {
        // A mutant is killed by one test that fails; those after it need not run.
        _runner.Load(Assembly.GetExecutingAssembly(), new Dictionary<string, object> { ["StopOnError"] = true, ["NumberOfTestWorkers"] = 0 });
        Names = Leaves(_runner.LoadedTest!).GroupBy(test => test.FullName, StringComparer.Ordinal)
            .SelectMany(same => same.Select((test, number) => (test.Id, Name: number == 0 ? same.Key : $"{same.Key} #{number}")))
            .ToDictionary(each => each.Id, each => each.Name);
    }

    /// <summary>The tests' names by their ids in this process.</summary>
    public IReadOnlyDictionary<string, string> Names { get; }

    /// <summary>True once a test came to no end: it still runs, so no other test can.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>Runs tests until one fails, or uses so much processor time that it must be in an endless loop.</summary>
    /// <param name="names">Null for all.</param>
    /// <returns>Why tests failed, or null where they passed, by the names of those that ran.</returns>
    public IReadOnlyDictionary<string, string?> Run(IReadOnlySet<string>? names)
    {
        var listener = new Listener(this);
        var run = new Thread(() => _runner.Run(listener, new Filter(this, names)), LargestStack) { IsBackground = true };
        run.Start();
        while (!run.Join(Poll))
        {
            if (listener.Current is not { } test || Processor() - test.Since < Longest) continue;
            IsStuck = true;
            return new Dictionary<string, string?>(listener.Results) { [test.Name] = "It comes to no end." };
        }
        return listener.Results;
    }

    // Not the time of a clock: that depends on what else the machine does.
    private static TimeSpan Processor() => Process.GetCurrentProcess().TotalProcessorTime;

    private static IEnumerable<ITest> Leaves(ITest test) => test.HasChildren || test.IsSuite ? test.Tests.SelectMany(Leaves) : [test];

    private sealed class Listener(Suite suite) : ITestListener
    {
        private volatile Started? _current;

        public ConcurrentDictionary<string, string?> Results { get; } = [];

        public Started? Current => _current;

        public void TestStarted(ITest test)
        {
            if (suite.Names.TryGetValue(test.Id, out var name)) _current = new(name, Processor());
        }

        public void TestFinished(ITestResult result)
        {
            if (!suite.Names.TryGetValue(result.Test.Id, out var name)) return;
            _current = null;
            Results[name] = result.ResultState.Status == TestStatus.Failed ? result.Message ?? "" : null;
        }

        public void TestOutput(TestOutput output)
        {
        }

        public void SendMessage(TestMessage message)
        {
        }
    }

    private sealed record Started(string Name, TimeSpan Since);

    private sealed class Filter(Suite suite, IReadOnlySet<string>? names) : TestFilter
    {
        public override bool Match(ITest test) => suite.Names.TryGetValue(test.Id, out var name) && names?.Contains(name) != false;

        public override bool Pass(ITest test, bool negated) => Match(test) || test.Tests.Any(each => Pass(each, negated));

        public override TNode AddToXml(TNode parentNode, bool recursive) => parentNode.AddElement("filter");
    }
}
