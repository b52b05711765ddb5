using System.Reflection;
using NUnit.Framework;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Workbook.Learning.Grading;

/// <summary>What NUnit says of one check.</summary>
internal sealed record CheckVerdict(string Name, bool Passed, string Message);

/// <summary>
/// Runs the checks of an exercise: the NUnit fixture <c>{Exercise}Checks</c> of an assembly that the submission is no
/// part of and cannot load into.
/// </summary>
public sealed class CheckRunner(Assembly checks)
{
    private const string Suffix = "Checks";
    private const int MostCharacters = 2000;
    private const string NumberOfTestWorkers = "NumberOfTestWorkers";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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
            return Run(fixture);
        });
    }

    internal static string ExerciseOf(Type fixture) => fixture.Name[..^Suffix.Length];

    private List<CheckVerdict> Run(Type fixture)
    {
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        // No worker threads of NUnit's: the checks share one cluster, and the session flows to the one thread they run on.
        runner.Load(checks, new Dictionary<string, object> { [NumberOfTestWorkers] = 0 });
        runner.RunAsync(TestListener.NULL, TestFilter.FromXml($"<filter><class>{fixture.FullName}</class></filter>"));
        if (!runner.WaitForCompletion((int)Patience.TotalMilliseconds))
        {
            runner.StopRun();
            throw new GradingException($"The checks did not end within {Patience.TotalMinutes:0} minutes.");
        }
        return [.. Leaves(runner.Result!).Select(Verdict)];
    }

    private static IEnumerable<ITestResult> Leaves(ITestResult result) =>
        result.Test.IsSuite ? result.Children.SelectMany(Leaves) : [result];

    private static CheckVerdict Verdict(ITestResult result)
    {
        var state = result.ResultState;
        // A failure of the set-up is ours, not the submission's.
        if (state.Site is FailureSite.SetUp or FailureSite.TearDown or FailureSite.Parent)
            throw new GradingException($"The checks could not be set up: {result.Message}");
        var message = string.Join('\n', (result.Message ?? "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
        return new(result.Test.MethodName!, state == ResultState.Success, message.Length > MostCharacters ? message[..MostCharacters] + "…" : message);
    }

    private IEnumerable<Type> Fixtures() =>
        checks.GetTypes().Where(type => type is { IsAbstract: false, IsPublic: true } && type.Name.EndsWith(Suffix, StringComparison.Ordinal) && Methods(type).Any());

    private Type Fixture(string exercise) =>
        Fixtures().SingleOrDefault(type => type.Name == exercise + Suffix) ?? throw new GradingException($"There are no checks for {exercise}.");

    private static IEnumerable<MethodInfo> Methods(Type fixture) =>
        fixture.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.IsDefined(typeof(TestAttribute)));
}
