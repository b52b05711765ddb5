namespace Workbook.Learning.Grading;

/// <summary>A folder of its own for each grading, closed to other users of the machine. It is deleted afterwards.</summary>
internal sealed class SubmissionFolder : IDisposable
{
    private const UnixFileMode ReadableWithin = (UnixFileMode)0b111_101_101;

    private readonly string _root = Directory.CreateTempSubdirectory("workbook-grade-").FullName;
    private int _runs;

    public SubmissionFolder() => Program = Create("program");

    /// <summary>Holds the compiled submission.</summary>
    public string Program { get; }

    /// <summary>A place for the sockets and files of the next run.</summary>
    public string CreateRun() => Create($"run{++_runs}");

    public void Dispose()
    {
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What a submission made undeletable stays in the machine's temporary folder; its score does not depend on it.
        }
    }

    // A sandbox shows a folder to a user who is not its owner.
    private string Create(string name)
    {
        var path = Path.Combine(_root, name);
        return (OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, ReadableWithin)).FullName;
    }
}
