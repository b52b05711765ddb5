using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;
using Workbook.Learning.Notebooks;

namespace Workbook.Cli.Grading;

/// <summary>Graders with what this machine has: a sandbox, backends, a compiler.</summary>
internal static class Graders
{
    /// <exception cref="GradingException">The course's checks are not in order.</exception>
    public static CheckRunner CompileChecks(string root) => CheckCompiler.Compile(root, LearnerLibraries.Paths);

    /// <exception cref="GradingException">The course's checks are not in order.</exception>
    public static Task<Grader> CreateAsync(string root, ExerciseCatalog catalog, string backend, CancellationToken cancellation) =>
        CreateAsync(catalog, CompileChecks(root), backend, new(), cancellation);

    /// <summary>One whose clusters somebody looks at before they go.</summary>
    /// <exception cref="GradingException">The course's checks are not in order.</exception>
    public static async Task<Grader> CreateAsync(string root, ExerciseCatalog catalog, string backend, Func<IGradingBackend, IGradingBackend> watch, CancellationToken cancellation) =>
        Create(catalog, CompileChecks(root), watch(GradingBackends.Of(backend)), await SandboxChoice.MakeAsync(TimeProvider.System, cancellation), new());

    public static async Task<Grader> CreateAsync(ExerciseCatalog catalog, CheckRunner checks, string backend, SandboxLimits limits, CancellationToken cancellation) =>
        Create(catalog, checks, GradingBackends.Of(backend), await SandboxChoice.MakeAsync(TimeProvider.System, cancellation), limits);

    public static Grader Create(ExerciseCatalog catalog, CheckRunner checks, IGradingBackend backend, ISandbox sandbox, SandboxLimits limits) => new(catalog, checks, backend, new()
    {
        Compiler = [DotnetHost.Path, Path.Combine(AppContext.BaseDirectory, "workbook.dll"), CompilerHost.Command],
        Host = Path.Combine(AppContext.BaseDirectory, "Workbook.SubmissionHost.dll"),
        Sandbox = sandbox,
        Limits = limits,
    });
}
