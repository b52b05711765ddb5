using System.Security.Cryptography;
using System.Text;
using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>
/// Grades a class: each submission's report is written as soon as it is there, so that whoever is interrupted goes on where they were. What was graded already, of
/// the same files by the same course, is not graded again.
/// </summary>
/// <param name="root">The root of the course.</param>
/// <param name="exercises">What is graded.</param>
/// <param name="catalog">The course's catalogue.</param>
/// <param name="grader">Grades one exercise.</param>
/// <param name="results">The folder that the reports are written to, one <c>STUDENT.json</c> each.</param>
public sealed class ClassGrader(string root, IReadOnlyList<Exercise> exercises, ExerciseCatalog catalog, Grader grader, string results)
{
    private readonly Lazy<byte[]> _course = new(() => HashOf([ExerciseCatalog.Place, .. Files(root, CheckCompiler.Place)], root));

    /// <summary>Grades a submission, or finds that it was; never throws for anything that is in it.</summary>
    public async Task<GradedSubmission> GradeAsync(HandedIn submission, CancellationToken cancellation = default)
    {
        try
        {
            using var archive = submission.IsArchive ? SubmissionArchive.Open(submission.Path) : null;
            return await GradeAsync(submission.Student, archive?.Root ?? submission.Path, cancellation);
        }
        catch (SubmissionException error)
        {
            return Write(new(submission.Student, grader.Report([.. exercises.Select(exercise => grader.Refuse(exercise, error.Messages))])));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(submission.Student, grader.Report([.. exercises.Select(exercise => grader.Refuse(exercise, []) with { NotGraded = error.Message })]));
        }
    }

    private async Task<GradedSubmission> GradeAsync(string student, string folder, CancellationToken cancellation)
    {
        var fingerprint = Fingerprint(folder);
        if (Earlier(student, fingerprint) is { } earlier) return earlier;
        var all = new List<ExerciseResult>();
        foreach (var exercise in exercises) all.Add(await grader.GradeAsync(exercise, folder, cancellation));
        return Write(new(student, grader.Report(all) with { Fingerprint = fingerprint }));
    }

    private GradedSubmission? Earlier(string student, string fingerprint)
    {
        var file = FileOf(student);
        if (!File.Exists(file)) return null;
        var report = JsonReport.TryRead(File.ReadAllBytes(file), catalog);
        return report?.Fingerprint == fingerprint && report.Exercises.All(exercise => exercise.NotGraded is null) ? new(student, report) : null;
    }

    private GradedSubmission Write(GradedSubmission graded)
    {
        Directory.CreateDirectory(results);
        var unfinished = FileOf(graded.Student) + ".new";
        File.WriteAllBytes(unfinished, JsonReport.ToBytes(graded.Report));
        File.Move(unfinished, FileOf(graded.Student), overwrite: true);
        return graded;
    }

    private string FileOf(string student) => Path.Combine(results, student + ".json");

    private string Fingerprint(string folder)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        all.AppendData(_course.Value);
        all.AppendData(Encoding.UTF8.GetBytes($"{typeof(Grader).Assembly.GetName().Version} {grader.Backend} {string.Join(' ', exercises.Select(exercise => exercise.Name))}\n"));
        all.AppendData(HashOf(["", .. catalog.Lessons.Select(lesson => lesson.Folder)], folder));
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    /// <summary>Of files, and of the C# files that lie in folders.</summary>
    private static byte[] HashOf(IEnumerable<string> names, string folder)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in names.Select(name => Path.Combine(folder, name)).SelectMany<string, string>(path => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.cs").Order(StringComparer.Ordinal) : [path]))
        {
            // A link is refused when it is graded; it may name a device that never ends.
            if (new FileInfo(path) is not { Exists: true, LinkTarget: null } file) continue;
            all.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, path) + "\n"));
            using var stream = file.OpenRead();
            all.AppendData(SHA256.HashData(stream));
        }
        return all.GetHashAndReset();
    }

    private static IEnumerable<string> Files(string root, string folder) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(root, path));
}
