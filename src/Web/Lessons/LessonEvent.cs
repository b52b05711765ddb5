using System.Text.Json.Serialization;
using Workbook.Learning.Notebooks;

namespace Workbook.Web.Lessons;

/// <summary>What the pages of a lesson are told, over their channels.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(KernelChanged), "kernel")]
[JsonDerivedType(typeof(CellChanged), "cell")]
[JsonDerivedType(typeof(SourceChanged), "source")]
[JsonDerivedType(typeof(SourceShown), "shown")]
[JsonDerivedType(typeof(CellAdded), "added")]
[JsonDerivedType(typeof(CellDeleted), "deleted")]
[JsonDerivedType(typeof(Replaced), "replaced")]
[JsonDerivedType(typeof(Moved), "moved")]
[JsonDerivedType(typeof(Asked), "question")]
[JsonDerivedType(typeof(Trouble), "trouble")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Inspected), "inspected")]
[JsonDerivedType(typeof(Diagnosed), "diagnosed")]
internal abstract record LessonEvent
{
    /// <param name="State"><c>starting</c>, <c>idle</c>, <c>busy</c> or <c>dead</c>.</param>
    /// <param name="Message">What a person has to know about it; may be empty.</param>
    public sealed record KernelChanged(string State, string Message) : LessonEvent;

    /// <summary>A cell's status and outputs, whole.</summary>
    /// <param name="Cell">Its id.</param>
    /// <param name="Status">See <see cref="CellRunStatus"/>, in lower case.</param>
    /// <param name="Count">The number of its last run in its kernel.</param>
    /// <param name="Milliseconds">How long that took.</param>
    /// <param name="Html">Its outputs, for a frame that runs no scripts.</param>
    public sealed record CellChanged(string Cell, string Status, int? Count, double? Milliseconds, string Html) : LessonEvent;

    /// <summary>Another page changed a cell.</summary>
    public sealed record SourceChanged(string Cell, string Source) : LessonEvent;

    /// <summary>The code of a cell was changed, for pages that only look on.</summary>
    /// <param name="Cell">Its id.</param>
    /// <param name="Html">The code, with colours.</param>
    public sealed record SourceShown(string Cell, string Html) : LessonEvent;

    /// <summary>Whoever is followed has gone on to another lesson.</summary>
    /// <param name="Path">The address where it is followed.</param>
    public sealed record Moved(string Path) : LessonEvent;

    /// <param name="After">The cell in front of it.</param>
    /// <param name="Html">The new cell, as <see cref="Pages.LessonPage"/> writes cells.</param>
    public sealed record CellAdded(string After, string Html) : LessonEvent;

    public sealed record CellDeleted(string Cell) : LessonEvent;

    /// <summary>The lesson is another one now; the page has to be loaded again.</summary>
    public sealed record Replaced : LessonEvent;

    /// <summary>A cell asks the reader for a line; a null prompt: not any more.</summary>
    public sealed record Asked(string? Cell, string? Prompt, bool IsPassword) : LessonEvent;

    /// <summary>Something could not be done; the message says what to do. Empty: it is over.</summary>
    public sealed record Trouble(string Message) : LessonEvent;

    public sealed record Completed(int Ask, Completions Result) : LessonEvent;

    public sealed record Inspected(int Ask, string? Result) : LessonEvent;

    public sealed record Diagnosed(int Ask, IReadOnlyList<CodeProblem> Result) : LessonEvent;
}
