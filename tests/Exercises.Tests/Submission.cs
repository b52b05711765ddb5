using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>A submission that a test makes up, in a folder of its own.</summary>
internal sealed class Submission : IDisposable
{
    public Submission() => Directory.CreateDirectory(Path.Combine(Folder, "04-task-definitions"));

    public string Folder { get; } = Directory.CreateTempSubdirectory("workbook-submission-").FullName;

    public static Exercise Exercise(string name) => Checkout.Catalog.Find(name).Single();

    /// <summary>Grades <c>FirstTask</c> with that body of its method.</summary>
    public static async Task<ExerciseResult> GradeBodyAsync(string body, string more = "", string exercise = "FirstTask", Grader? grader = null)
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
        return await submission.GradeAsync(Exercise(exercise), grader);
    }

    public Task<ExerciseResult> GradeAsync(string exercise = "FirstTask") => GradeAsync(Exercise(exercise));

    public async Task<ExerciseResult> GradeAsync(Exercise exercise, Grader? grader = null) => await (grader ?? await SharedGraders.PatientAsync()).GradeAsync(exercise, Folder);

    public void Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public void CopySolution(string exercise) => File.Copy(Path.Combine(Checkout.Root, "solutions", Exercise(exercise).File), Path.Combine(Folder, Exercise(exercise).File));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
