using System.Reflection;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Workbook.Orchestration.Tests;

/// <summary>The tests of this assembly, loaded once: a run of a few of them then costs no more than they do.</summary>
internal sealed class Suite
{
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

    /// <summary>Runs tests until one fails.</summary>
    /// <param name="names">Null for all.</param>
    /// <returns>What came of those that ran, by name.</returns>
    public IReadOnlyDictionary<string, ITestResult> Run(IReadOnlySet<string>? names)
    {
        var listener = new Listener(this);
        _runner.Run(listener, new Filter(this, names));
        return listener.Results;
    }

    private static IEnumerable<ITest> Leaves(ITest test) => test.HasChildren || test.IsSuite ? test.Tests.SelectMany(Leaves) : [test];

    private sealed class Listener(Suite suite) : ITestListener
    {
        public Dictionary<string, ITestResult> Results { get; } = [];

        public void TestStarted(ITest test)
        {
        }

        public void TestFinished(ITestResult result)
        {
            if (suite.Names.TryGetValue(result.Test.Id, out var name)) Results[name] = result;
        }

        public void TestOutput(TestOutput output)
        {
        }

        public void SendMessage(TestMessage message)
        {
        }
    }

    private sealed class Filter(Suite suite, IReadOnlySet<string>? names) : TestFilter
    {
        public override bool Match(ITest test) => suite.Names.TryGetValue(test.Id, out var name) && names?.Contains(name) != false;

        public override bool Pass(ITest test, bool negated) => Match(test) || test.Tests.Any(each => Pass(each, negated));

        public override TNode AddToXml(TNode parentNode, bool recursive) => parentNode.AddElement("filter");
    }
}
