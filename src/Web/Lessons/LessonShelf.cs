using System.Security.Cryptography;
using System.Text;
using Workbook.Learning.Notebooks;
using Workbook.Web.Seats;

namespace Workbook.Web.Lessons;

/// <summary>
/// The lessons of the course. What a learner changes goes into a copy of one's own; the originals are never written.
/// </summary>
internal sealed class LessonShelf
{
    private const string Ending = ".ipynb";

    private readonly SeatFolders _folders;

    public LessonShelf(SeatFolders folders)
        : this(folders, [.. Directory.EnumerateFiles(folders.Notebooks, "*" + Ending).Order(StringComparer.Ordinal).Select(Describe)])
    {
    }

    private LessonShelf(SeatFolders folders, IReadOnlyList<LessonEntry> lessons) => (_folders, Lessons) = (folders, lessons);

    /// <summary>Where relative paths of lessons start.</summary>
    public string Folder => _folders.Notebooks;

    /// <summary>In the order of the course.</summary>
    public IReadOnlyList<LessonEntry> Lessons { get; }

    /// <summary>The same lessons, with the copies of somebody else.</summary>
    public LessonShelf Of(SeatFolders folders) => new(folders, Lessons);

    public LessonEntry? Find(string? name) => Lessons.FirstOrDefault(lesson => lesson.Name == name);

    /// <summary>The learner's copy, or, where there is none yet, the original.</summary>
    /// <exception cref="NotebookFormatException">It cannot be read, or is no notebook in C#; the message says why.</exception>
    public NotebookFile Read(LessonEntry lesson)
    {
        var notebook = NotebookFile.Read(File.Exists(Copy(lesson)) ? Copy(lesson) : Original(lesson));
        NotebookRunner.Require(notebook);
        if (notebook.Cells.Select(cell => cell.Id).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Count() < notebook.Cells.Count)
            throw new NotebookFormatException($"'{notebook.Name}' has cells without an id, or two with the same one. Open it in Jupyter and save it: then each gets its own.");
        return notebook;
    }

    /// <summary>Writes the learner's copy, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public void Save(LessonEntry lesson, NotebookFile notebook)
    {
        Directory.CreateDirectory(_folders.Copies);
        _folders.Require(Copy(lesson), () => Encoding.UTF8.GetByteCount(notebook.ToJson()));
        if (!File.Exists(Copy(lesson))) File.WriteAllText(Base(lesson), VersionOf(lesson));
        notebook.Write(Copy(lesson));
    }

    /// <summary>Whether the course has changed the lesson since the learner's copy was made.</summary>
    public bool IsOutdated(LessonEntry lesson)
    {
        try
        {
            return File.Exists(Copy(lesson)) && File.Exists(Base(lesson)) && File.ReadAllText(Base(lesson)) != VersionOf(lesson);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Who cannot read it is told so when the lesson itself is read.
            return false;
        }
    }

    /// <summary>Gives the original back. What the learner had is kept beside it as <c>NAME.ipynb.old</c>.</summary>
    /// <exception cref="IOException">The files cannot be moved.</exception>
    /// <exception cref="UnauthorizedAccessException">The files must not be moved.</exception>
    public void Restore(LessonEntry lesson)
    {
        if (File.Exists(Copy(lesson))) File.Move(Copy(lesson), Copy(lesson) + ".old", overwrite: true);
    }

    public LessonProgress ProgressOf(LessonEntry lesson)
    {
        try
        {
            var code = Read(lesson).Cells.Where(cell => cell.IsCode && !string.IsNullOrWhiteSpace(cell.Source)).ToList();
            return new(code.Count(cell => cell.ExecutionCount is not null), code.Count, null);
        }
        catch (NotebookFormatException error)
        {
            return new(0, 0, error.Message);
        }
    }

    private string Original(LessonEntry lesson) => Path.Combine(Folder, lesson.Name + Ending);

    // Tells from which original the copy was made.
    private string Base(LessonEntry lesson) => Copy(lesson) + ".base";

    private string VersionOf(LessonEntry lesson) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Original(lesson))));

    private string Copy(LessonEntry lesson) => Path.Combine(_folders.Copies, lesson.Name + Ending);

    private static LessonEntry Describe(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var number = name.Split('-')[0];
        return new(name, number, Title(file) is { } title ? title.Split('·')[^1].Trim() : name);
    }

    private static string? Title(string file)
    {
        try
        {
            return NotebookFile.Read(file).Cells.Where(cell => cell.Type == "markdown").SelectMany(cell => cell.Source.Split('\n'))
                .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..];
        }
        catch (NotebookFormatException)
        {
            // Whoever opens it is told.
            return null;
        }
    }
}
