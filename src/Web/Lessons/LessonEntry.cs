namespace Workbook.Web.Lessons;

/// <summary>A lesson of the course.</summary>
/// <param name="Name">Its file without the ending, such as <c>04-task-definitions</c>; also its address under <c>/lessons/</c>.</param>
/// <param name="Number">Two digits, such as <c>04</c>.</param>
/// <param name="Title">For people, without the number.</param>
internal sealed record LessonEntry(string Name, string Number, string Title);

/// <summary>How far a learner is with a lesson.</summary>
/// <param name="Run">How many of its cells have been run.</param>
/// <param name="All">How many cells of code it has.</param>
/// <param name="Problem">Why the learner's copy cannot be read; null: it can.</param>
internal sealed record LessonProgress(int Run, int All, string? Problem);
