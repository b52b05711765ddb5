namespace Workbook.Learning.Exercises;

/// <summary>A lesson that has exercises.</summary>
/// <param name="Number">Two digits, such as <c>04</c>.</param>
/// <param name="Folder">Such as <c>04-task-definitions</c>, the same under exercises and solutions.</param>
/// <param name="Title">For people.</param>
public sealed record Lesson(string Number, string Folder, string Title);

/// <summary>One requirement of an exercise; an NUnit test of the same name tells whether it is met.</summary>
/// <param name="Name">The test's name.</param>
/// <param name="Points">What it is worth.</param>
/// <param name="Hidden">Instructors see what it requires and what it found; students only whether it passed.</param>
public sealed record ExerciseCheck(string Name, int Points, bool Hidden = false);

/// <summary>An exercise as the catalogue describes it. Its task text is the docstring of its class.</summary>
public sealed record Exercise
{
    /// <summary>The name of its class and its file.</summary>
    public required string Name { get; init; }

    public required Lesson Lesson { get; init; }

    public required string Title { get; init; }

    /// <summary>The sum of the points of its checks.</summary>
    public required int Points { get; init; }

    /// <summary><c>easy</c>, <c>medium</c> or <c>hard</c>.</summary>
    public required string Difficulty { get; init; }

    /// <summary>How long it is likely to take.</summary>
    public required int Minutes { get; init; }

    /// <summary>Where it can be graded, such as <c>embedded</c>.</summary>
    public required IReadOnlyList<string> Backends { get; init; }

    /// <summary>
    /// The call that runs it, as C#, where <c>aws</c> is a connected Workbook.Aws and <c>request</c> the JsonElement that the checks may pass. What it
    /// returns is its answer to the checks, as JSON.
    /// </summary>
    public required string Call { get; init; }

    /// <summary>From a nudge to nearly the answer.</summary>
    public required IReadOnlyList<string> Hints { get; init; }

    public required IReadOnlyList<ExerciseCheck> Checks { get; init; }

    /// <summary>Whether it can be graded on a backend; LocalStack, and an endpoint that was there before, have the real time that a Docker Engine has.</summary>
    public bool RunsOn(string backend) => Backends.Contains(backend is "endpoint" or "localstack" ? "docker" : backend);

    /// <summary>Its file under the root of a submission, with forward slashes: <c>04-task-definitions/FirstTask.cs</c>.</summary>
    public string File => $"{Lesson.Folder}/{Name}.cs";
}
