using System.Reflection;
using NUnit.Framework;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Workbook.Learning.Grading;

/// <summary>What NUnit says of one check.</summary>
internal sealed record CheckVerdict(string Name, CheckStatus Status, string Message);

/// <summary>
/// Runs the checks of an exercise: the NUnit fixture <c>{Exercise}Checks</c> of an assembly that the submission is no
/// part of and cannot load into.
/// </summary>
public sealed class CheckRunner(Assembly checks)
{
    private const string Suffix = "Checks";
    private const int MostCharacters = 2000;
    private const string NumberOfTestWorkers = "NumberOfTestWorkers";
    private const string Load = "LOAD";
    private const string OfTheFixture = "OneTimeSetUp: ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Real containers take their time: a minute for the submission, and one for each of a few things that are waited for.</summary>
    private static readonly TimeSpan PatienceWithContainers = TimeSpan.FromMinutes(6);

    /// <summary>The names of the checks that there are, by exercise.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Names() => Fixtures().ToDictionary(
        ExerciseOf,
        fixture => (IReadOnlyList<string>)[.. Methods(fixture).Select(method => method.Name)]);

    /// <summary>What each check of an exercise requires, and its hint, by name.</summary>
    internal IReadOnlyDictionary<string, RequirementAttribute> Requirements(string exercise) =>
        Methods(Fixture(exercise)).ToDictionary(
            method => method.Name,
            method => method.GetCustomAttribute<RequirementAttribute>() ?? throw new GradingException($"The check {exercise}.{method.Name} does not say what it requires."));

    /// <summary>Runs them one after the other. The verdicts are of those that ran, which need not be all there are.</summary>
    /// <exception cref="GradingException">They could not be run, or did not end.</exception>
    internal async Task<IReadOnlyList<CheckVerdict>> RunAsync(string exercise, GradingSession session)
    {
        var fixture = Fixture(exercise);
        return await Task.Run(() =>
        {
            session.Enter();
            return Run(fixture, session);
        });
    }

    internal static string ExerciseOf(Type fixture) => fixture.Name[..^Suffix.Length];

    private List<CheckVerdict> Run(Type fixture, GradingSession session)
    {
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        // No worker threads of NUnit's: the checks share one cluster, and the session flows to the one thread they run on. And no other fixture is looked at.
        runner.Load(checks, new Dictionary<string, object> { [NumberOfTestWorkers] = 0, [Load] = new List<string> { fixture.FullName! } });
        runner.RunAsync(TestListener.NULL, TestFilter.FromXml($"<filter><class>{fixture.FullName}</class></filter>"));
        var patience = session.Backend == "embedded" ? Patience : PatienceWithContainers;
        if (!runner.WaitForCompletion((int)patience.TotalMilliseconds))
        {
            runner.StopRun();
            throw new GradingException($"The checks did not end within {patience.TotalMinutes:0} minutes.");
        }
        return [.. Leaves(runner.Result!).Select(result => Verdict(result, hasRun: session.Outcome is not null))];
    }

    private static IEnumerable<ITestResult> Leaves(ITestResult result) =>
        result.Test.IsSuite ? result.Children.SelectMany(Leaves) : [result];

    private static CheckVerdict Verdict(ITestResult result, bool hasRun)
    {
        var state = result.ResultState;
        // A failure of the set-up is ours, not the submission's; unless it was over by then, and the set-up asserts that something is there.
        var isAssertion = hasRun && state.Matches(ResultState.Failure) && state.Site == FailureSite.Parent;
        if (!isAssertion && state.Site is FailureSite.SetUp or FailureSite.TearDown or FailureSite.Parent)
            throw new GradingException($"The checks could not be set up: {result.Message}");
        var text = result.Message ?? "";
        if (isAssertion && text.StartsWith(OfTheFixture, StringComparison.Ordinal)) text = text[OfTheFixture.Length..];
        var message = string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
        return new(result.Test.MethodName!, Status(state), message.Length > MostCharacters ? message[..MostCharacters] + "…" : message);
    }

    private static CheckStatus Status(ResultState state) => state.Status switch
    {
        TestStatus.Passed => CheckStatus.Passed,
        TestStatus.Skipped => CheckStatus.NotApplicable,
        _ => CheckStatus.Missing,
    };

    private IEnumerable<Type> Fixtures() =>
        checks.GetTypes().Where(type => type is { IsAbstract: false, IsPublic: true } && type.Name.EndsWith(Suffix, StringComparison.Ordinal) && Methods(type).Any());

    private Type Fixture(string exercise) =>
        Fixtures().SingleOrDefault(type => type.Name == exercise + Suffix) ?? throw new GradingException($"There are no checks for {exercise}.");

    private static IEnumerable<MethodInfo> Methods(Type fixture) =>
        fixture.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.IsDefined(typeof(TestAttribute)));
}
