using Workbook.Cli.Commands;
using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>A submission that a test makes up, in a folder of its own.</summary>
internal sealed class Submission : IDisposable
{
    private static readonly Lazy<Grader> Patient = new(() => GradeCommand.CreateGrader(Checkout.Root, Checkout.Catalog, "embedded"));
    private static readonly Lazy<Grader> Impatient = new(() => GradeCommand.CreateGrader(Checkout.Root, Checkout.Catalog, "embedded", TimeSpan.FromSeconds(3)));

    public Submission() => Directory.CreateDirectory(Path.Combine(Folder, "04-task-definitions"));

    public string Folder { get; } = Directory.CreateTempSubdirectory("workbook-submission-").FullName;

    public static Exercise Exercise(string name) => Checkout.Catalog.Find(name).Single();

    /// <summary>Grades <c>FirstTask</c> with that body of its method.</summary>
    public static async Task<ExerciseResult> GradeBodyAsync(string body, string more = "", string exercise = "FirstTask", bool impatient = false)
    {
        using var submission = new Submission();
        submission.Write($"04-task-definitions/{exercise}.cs",
            $$"""
            using Amazon.ECS;
            using Amazon.ECS.Model;
            namespace TaskDefinitions
            {
                public static class {{exercise}}
                {
                    public static async Task RunAsync(IAmazonECS ecs)
                    {
                        {{body}}
                        await Task.CompletedTask;
                    }
                }
            }
            {{more}}
            """);
        return await submission.GradeAsync(exercise, impatient);
    }

    public Task<ExerciseResult> GradeAsync(string exercise = "FirstTask", bool impatient = false) => GradeAsync(Exercise(exercise), impatient);

    public Task<ExerciseResult> GradeAsync(Exercise exercise, bool impatient = false) => (impatient ? Impatient : Patient).Value.GradeAsync(exercise, Folder);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public void CopySolution(string exercise) => File.Copy(Path.Combine(Checkout.Root, "solutions", Exercise(exercise).File), Path.Combine(Folder, Exercise(exercise).File));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
