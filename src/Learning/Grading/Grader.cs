using System.Diagnostics;
using System.Globalization;
using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>
/// Grades submissions. A submission is compiled here and runs elsewhere: in a process of its own that knows one
/// endpoint and no more. What counts is the cluster as the checks find it afterwards, through the same API.
/// </summary>
/// <param name="catalog">The exercises, with the checks that have to run.</param>
/// <param name="checks">The checks.</param>
/// <param name="backend">Where clusters come from.</param>
/// <param name="options">The surroundings.</param>
public sealed class Grader(ExerciseCatalog catalog, CheckRunner checks, IGradingBackend backend, GraderOptions options) : IDisposable
{
    private const int Attempts = 3;

    private readonly CompilerProcess _compiler = new(options.Compiler, options.Time);

    /// <summary>Where it grades, such as <c>embedded</c>.</summary>
    public string Backend => backend.Name;

    /// <summary>Grades one exercise on a cluster of its own. What fails without the submission's doing is tried again before it counts as not graded.</summary>
    /// <param name="exercise">One of the catalogue's.</param>
    /// <param name="submission">A folder laid out like <c>exercises/</c>.</param>
    /// <param name="cancellation">Gives up; whatever was started is ended.</param>
    public async Task<ExerciseResult> GradeAsync(Exercise exercise, string submission, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await TryGradeAsync(exercise, submission, cancellation);
            if (result.NotGraded is null || attempt == Attempts) return result;
        }
    }

    /// <summary>The result of a submission that cannot be run at all, and why.</summary>
    public ExerciseResult Refuse(Exercise exercise, IReadOnlyList<string> why) => AllFailed(exercise, checks.Requirements(exercise.Name), "It was not run.") with { Feedback = why };

    /// <summary>Results with what they were graded with.</summary>
    public GradeReport Report(IReadOnlyList<ExerciseResult> results) => new(results)
    {
        Backend = backend.Name,
        Sandbox = options.Sandbox.Name,
        Seed = backend.Seed,
        Warnings = [.. new[] { options.Sandbox.Warning, backend.Warning }.OfType<string>()],
    };

    public void Dispose() => _compiler.Dispose();

    private async Task<ExerciseResult> TryGradeAsync(Exercise exercise, string submission, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, RequirementAttribute> requirements = new Dictionary<string, RequirementAttribute>();
        try
        {
            requirements = checks.Requirements(exercise.Name);
            if (!exercise.RunsOn(backend.Name)) return NotApplicable(exercise, requirements);
            await using var run = await OpenAsync(exercise, submission, cancellation);
            var verdicts = await checks.RunAsync(exercise.Name, run.Session);
            cancellation.ThrowIfCancellationRequested();
            return Judge(exercise, requirements, verdicts, run.Session.Outcome);
        }
        catch (SubmissionException error)
        {
            return AllFailed(exercise, requirements, "It was not run.") with { Feedback = error.Messages };
        }
        catch (GradingException error)
        {
            // Giving up in the middle looks like a fault of the checks.
            cancellation.ThrowIfCancellationRequested();
            return AllFailed(exercise, requirements, "It was not graded.") with { NotGraded = error.Message };
        }
    }

    /// <summary>Compiles the submission and starts the cluster; the session's checks do the rest.</summary>
    internal async Task<GradingRun> OpenAsync(Exercise exercise, string submission, CancellationToken cancellation = default)
    {
        var folder = new SubmissionFolder();
        try
        {
            var assembly = await _compiler.CompileAsync(SubmissionSources.Read(submission, exercise, catalog), exercise, folder.Program, cancellation);
            return new(folder, assembly, backend, await backend.StartAsync(cancellation), options, cancellation);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private ExerciseResult Judge(
        Exercise exercise, IReadOnlyDictionary<string, RequirementAttribute> requirements, IReadOnlyList<CheckVerdict> verdicts, SubmissionOutcome? outcome)
    {
        if (outcome is null) throw new GradingException("The checks did not run the submission.");
        if (Stopped(outcome) is { } why)
            return AllFailed(exercise, requirements, "It did not come to an end.") with { Feedback = [why], Output = outcome.Output };
        RequireExactly(exercise, verdicts);
        return new()
        {
            Exercise = exercise,
            Checks = [.. exercise.Checks.Select(check => Result(check, requirements[check.Name], verdicts.Single(verdict => verdict.Name == check.Name)))],
            Feedback = outcome.ExitCode == 0 ? [] : [$"It ended with exit code {outcome.ExitCode}; what it printed says why. The cluster was checked as it was by then."],
            Output = outcome.Output,
        };
    }

    private string? Stopped(SubmissionOutcome outcome) => outcome.End switch
    {
        SubmissionEnd.Exited => null,
        SubmissionEnd.TimedOut => string.Create(CultureInfo.InvariantCulture,
            $"It was still running after {options.Limits.Time.TotalSeconds:0.#} s and was ended. Does a loop wait for something that never comes?"),
        SubmissionEnd.OutOfMemory => $"It used more than {options.Limits.Memory >> 20} MiB of memory, with all that it had started, and was ended.",
        _ => throw new UnreachableException(),
    };

    /// <summary>A check that is missing must not count as passed, nor may one that nobody asked for.</summary>
    private static void RequireExactly(Exercise exercise, IReadOnlyList<CheckVerdict> verdicts)
    {
        var expected = exercise.Checks.Select(check => check.Name).Order(StringComparer.Ordinal);
        var ran = verdicts.Select(verdict => verdict.Name).Order(StringComparer.Ordinal);
        if (!expected.SequenceEqual(ran)) throw new GradingException($"Expected the checks {string.Join(", ", expected)}, but {string.Join(", ", ran)} ran.");
    }

    private static ExerciseResult AllFailed(Exercise exercise, IReadOnlyDictionary<string, RequirementAttribute> requirements, string message) => new()
    {
        Exercise = exercise,
        Checks = [.. exercise.Checks.Select(check => new CheckResult(
            check.Name, requirements.GetValueOrDefault(check.Name)?.Text ?? check.Name, check.Points, CheckStatus.Missing, message, Hint: null, check.Hidden))],
    };

    private ExerciseResult NotApplicable(Exercise exercise, IReadOnlyDictionary<string, RequirementAttribute> requirements) => new()
    {
        Exercise = exercise,
        Checks = [.. exercise.Checks.Select(check => new CheckResult(
            check.Name, requirements[check.Name].Text, check.Points, CheckStatus.NotApplicable,
            $"Not applicable on {backend.Name}: this exercise needs what only the backend {string.Join(" or ", exercise.Backends)} has.", Hint: null, check.Hidden))],
    };

    private static CheckResult Result(ExerciseCheck check, RequirementAttribute requirement, CheckVerdict verdict) => new(
        check.Name, requirement.Text, check.Points, verdict.Status,
        verdict.Status == CheckStatus.Passed ? null : verdict.Message,
        verdict.Status == CheckStatus.Missing ? requirement.Hint : null,
        check.Hidden);
}
