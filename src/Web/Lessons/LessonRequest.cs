using System.Text.Json.Serialization;

namespace Workbook.Web.Lessons;

/// <summary>What a page of a lesson asks for, over its channel. Cells are named by their id in the notebook.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(RunAbove), "runAbove")]
[JsonDerivedType(typeof(RunAll), "runAll")]
[JsonDerivedType(typeof(Interrupt), "interrupt")]
[JsonDerivedType(typeof(Restart), "restart")]
[JsonDerivedType(typeof(Edit), "edit")]
[JsonDerivedType(typeof(Add), "add")]
[JsonDerivedType(typeof(Delete), "delete")]
[JsonDerivedType(typeof(Restore), "restore")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(Complete), "complete")]
[JsonDerivedType(typeof(Inspect), "inspect")]
[JsonDerivedType(typeof(Diagnose), "diagnose")]
internal abstract record LessonRequest
{
    /// <param name="Cell">Which.</param>
    /// <param name="Source">As it stands in the page.</param>
    public sealed record Run(string Cell, string Source) : LessonRequest;

    /// <summary>All cells in front of this one.</summary>
    public sealed record RunAbove(string Cell) : LessonRequest;

    public sealed record RunAll : LessonRequest;

    public sealed record Interrupt : LessonRequest;

    /// <param name="Clean">Whether the engine forgets everything as well, and outputs go.</param>
    public sealed record Restart(bool Clean) : LessonRequest;

    public sealed record Edit(string Cell, string Source) : LessonRequest;

    /// <param name="After">Behind which cell the new one comes.</param>
    public sealed record Add(string After) : LessonRequest;

    public sealed record Delete(string Cell) : LessonRequest;

    /// <summary>The original instead of the learner's copy.</summary>
    public sealed record Restore : LessonRequest;

    /// <summary>To what a running cell asked; null: nobody wants to answer.</summary>
    public sealed record Answer(string? Text) : LessonRequest;

    /// <param name="Ask">Comes back with the answer.</param>
    /// <param name="Code">The cell as it stands in the page.</param>
    /// <param name="Position">Of the cursor, in UTF-16 units.</param>
    public sealed record Complete(int Ask, string Code, int Position) : LessonRequest;

    public sealed record Inspect(int Ask, string Code, int Position) : LessonRequest;

    public sealed record Diagnose(int Ask, string Cell, string Code) : LessonRequest;
}
