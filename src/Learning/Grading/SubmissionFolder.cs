namespace Workbook.Learning.Grading;

/// <summary>
/// A folder of its own for each run: the program, the libraries it may use, and a place to work in. It is deleted
/// afterwards.
/// </summary>
internal sealed class SubmissionFolder : IDisposable
{
    // A hard limit of the collector's heap: a submission that eats memory ends with OutOfMemoryException, not the machine.
    private const string RuntimeConfig =
        """
        {
          "runtimeOptions": {
            "tfm": "net10.0",
            "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
            "configProperties": {
              "System.Globalization.Invariant": true,
              "System.GC.Server": false,
              "System.GC.Concurrent": false,
              "System.GC.HeapHardLimit": 536870912,
              "System.Runtime.TieredPGO": false
            }
          }
        }
        """;

    public SubmissionFolder(IEnumerable<string> libraries)
    {
        Root = Directory.CreateTempSubdirectory("workbook-grade-").FullName;
        Work = Directory.CreateDirectory(Path.Combine(Root, "work")).FullName;
        foreach (var library in libraries) File.Copy(library, Path.Combine(Root, Path.GetFileName(library)));
        File.WriteAllText(Path.Combine(Root, "submission.runtimeconfig.json"), RuntimeConfig);
    }

    /// <summary>Holds the program and its libraries.</summary>
    public string Root { get; }

    /// <summary>The submission's current and home directory.</summary>
    public string Work { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What a submission made undeletable stays in the machine's temporary folder; its score does not depend on it.
        }
    }
}
