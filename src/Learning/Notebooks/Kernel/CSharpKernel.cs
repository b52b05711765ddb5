using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// The C# kernel inside this process. Cells can end or overflow the process they run in, so a front end uses
/// <see cref="KernelProcess"/>, which keeps one of these one process away.
/// </summary>
internal sealed class CSharpKernel : IKernel
{
    private readonly TimeProvider time;
    private readonly CellCompiler compiler;
    private readonly CodeEditing editing;
    private readonly PackageRestore packages;
    private readonly DisplayIds displayIds = new();
    private readonly ConcurrentDictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Task warm;
    private object?[] submissions = new object?[16];
    private int count;

    public CSharpKernel(KernelOptions options, TimeProvider time)
    {
        this.time = time;
        compiler = new CellCompiler(options, FrameworkReferences.Load(), new CellAssemblies());
        editing = new CodeEditing(compiler);
        packages = new PackageRestore(options.BaseDirectory, options.PackageCache ?? PackageRestore.DefaultCache);
        ConsoleRouter.Install();
        warm = Task.Run(WarmUp.RunAsync);
    }

    public async Task<CellOutcome> ExecuteAsync(CellCode cell, CellFront front, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            // Not waiting for the warm-up: what it has made ready so far helps, the rest would only delay a simple cell.
            var number = ++count;
            var (status, error) = await RunAsync(cell, new OutputSink(front, displayIds), cancellationToken);
            return new CellOutcome(status, number, error);
        }
        finally
        {
            turn.Release();
        }
    }

    public Task<Completions> CompleteAsync(string code, int position, CancellationToken cancellationToken)
        => Task.Run(() => editing.Complete(code, position, cancellationToken), CancellationToken.None);

    public Task<string?> InspectAsync(string code, int position, CancellationToken cancellationToken)
        => Task.Run(() => editing.Inspect(code, position, cancellationToken), CancellationToken.None);

    public Task<CodeState> StateOfAsync(string code, CancellationToken cancellationToken)
        => Task.Run(() => CodeEditing.StateOf(code), CancellationToken.None);

    public Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(string code, CancellationToken cancellationToken)
        => Task.Run(() => editing.Diagnose(code, cancellationToken), CancellationToken.None);

    public ValueTask DisposeAsync() => new(warm);

    private async Task<(CellStatus, CellError?)> RunAsync(CellCode cell, OutputSink sink, CancellationToken cancellationToken)
    {
        var source = CellSource.Parse(cell);
        if (source.Error is { } unknown)
            return (CellStatus.Failed, unknown);
        sources[cell.Name] = cell.Text;
        var started = time.GetTimestamp();
        try
        {
            var error = await Task.Run(() => RunAsync(source, cell, sink, cancellationToken), CancellationToken.None);
            if (source.ShowTime)
                ShowTime(sink, time.GetElapsedTime(started));
            return error is null ? (CellStatus.Ok, null) : (CellStatus.Failed, error);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            return (CellStatus.Interrupted, Interrupted(e.InnerException));
        }
        catch (Exception e)
        {
            return (CellStatus.Failed, Traceback.Describe(e, sources));
        }
    }

    private async Task<CellError?> RunAsync(CellSource source, CellCode cell, OutputSink sink, CancellationToken cancellationToken)
    {
        foreach (var report in source.Reports)
            sink.Send(new DisplayOutput(ValueDisplay.ToBundle(CellReports.Of(report, submissions)), sink.NextDisplayId()));
        if (source.ContentMime is { } mime)
        {
            sink.Send(new DisplayOutput(new Dictionary<string, string> { [mime] = source.Code }, sink.NextDisplayId()));
            return null;
        }
        if (source.Packages.Count > 0 && await AddPackagesAsync(source, cell, sink, cancellationToken) is { } missing)
            return missing;
        return source.IsLibrary
            ? CompileLibrary(source, cell, sink, cancellationToken)
            : await CompileAndRunAsync(source, cell, sink, cancellationToken);
    }

    private async Task<CellError?> AddPackagesAsync(CellSource source, CellCode cell, OutputSink sink, CancellationToken cancellationToken)
    {
        var shown = sink.NextDisplayId();
        sink.Send(new DisplayOutput(ValueDisplay.Plain($"Fetching {string.Join(", ", source.Packages.Select(package => package.Name))} …"), shown));
        try
        {
            var files = await packages.AddAsync(source.Packages, source.Feeds, cancellationToken);
            compiler.AddPackages(files);
            var versions = source.Packages.Select(package => $"{package.Name} {files.Versions.GetValueOrDefault(package.Name)}");
            sink.Send(new UpdateOutput(ValueDisplay.Plain($"Packages: {string.Join(", ", versions)}"), shown));
            return null;
        }
        catch (PackageException e)
        {
            sink.Send(new UpdateOutput(ValueDisplay.Plain("No package was added."), shown));
            var line = source.Packages[0].Line;
            var message = $"{cell.Name}, line {line}: {e.Message}";
            return new CellError("PackageError", message, [message, SourceExcerpt.Of(cell.Text, line, around: 0)]);
        }
    }

    private async Task<CellError?> CompileAndRunAsync(CellSource source, CellCode cell, OutputSink sink, CancellationToken cancellationToken)
    {
        var compiled = compiler.Compile(source.Code, cell.Name, out var diagnostics, cancellationToken);
        if (compiled is null)
            return CellDiagnostics.Describe(diagnostics, sources);
        // Each cell has a slot, and slot 0 is for a host object that is not used.
        if (count + 1 >= submissions.Length)
            Array.Resize(ref submissions, submissions.Length * 2);
        return await CellThread.RunAsync(async () =>
        {
            OutputSink.Enter(sink);
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var value = await compiled.RunAsync(submissions);
            // Still on the cell's thread: showing a value runs its code (ToString, lazy sequences), which may never end.
            if (value is not null || compiled.HasValue())
                sink.Send(new ResultOutput(ValueDisplay.ToBundle(value)));
            return (CellError?)null;
        }, cell.Name, cancellationToken);
    }

    private CellError? CompileLibrary(CellSource source, CellCode cell, OutputSink sink, CancellationToken cancellationToken)
    {
        var (compiled, hidden) = compiler.CompileLibrary(source.Code, cell.Name, out var diagnostics, cancellationToken);
        if (!compiled)
            return CellDiagnostics.Describe(diagnostics, sources);
        if (hidden.Count > 0)
        {
            sink.Send(new StreamOutput("stderr",
                $"These types came from an earlier #!types cell that this one replaces; run it again without what is declared here: {string.Join(", ", hidden)}\n"));
        }
        return null;
    }

    private static void ShowTime(OutputSink sink, TimeSpan elapsed)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Wall time: {elapsed.TotalMilliseconds:0.0} ms");
        sink.Send(new DisplayOutput(ValueDisplay.Plain(text), sink.NextDisplayId()));
    }

    private CellError Interrupted(Exception? where)
    {
        const string message = "The cell was interrupted.";
        var frames = where is null ? [] : Traceback.Describe(where, sources).Traceback.Skip(1);
        return new CellError("Interrupted", message, [message, .. frames]);
    }
}
