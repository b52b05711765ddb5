using Workbook.Learning.Notebooks;

namespace Workbook.Web.Lessons;

/// <summary>A line that a running cell waits for. Whichever page answers first has answered.</summary>
internal sealed class LessonQuestion(string cell, InputQuestion question)
{
    private readonly TaskCompletionSource<string?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LessonEvent.Asked Event { get; } = new(cell, question.Prompt, question.IsPassword);

    public Task<string?> Answer => _answer.Task;

    /// <summary>Null: nobody will.</summary>
    public void Take(string? text) => _answer.TrySetResult(text);
}
