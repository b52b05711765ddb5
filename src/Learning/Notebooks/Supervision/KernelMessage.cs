using System.Text.Json.Serialization;

namespace Workbook.Learning.Notebooks;

/// <summary>What passes between a front end and the process that runs its cells.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(InitializeRequest), "initialize")]
[JsonDerivedType(typeof(ExecuteRequest), "execute")]
[JsonDerivedType(typeof(InterruptRequest), "interrupt")]
[JsonDerivedType(typeof(InputRequest), "input")]
[JsonDerivedType(typeof(EditRequest), "edit")]
[JsonDerivedType(typeof(ReadyReply), "ready")]
[JsonDerivedType(typeof(RefusedReply), "refused")]
[JsonDerivedType(typeof(OutputReply), "output")]
[JsonDerivedType(typeof(DoneReply), "done")]
[JsonDerivedType(typeof(QuestionReply), "question")]
[JsonDerivedType(typeof(EditReply), "edited")]
internal abstract record KernelMessage;

/// <summary>The first message: what the kernel is to offer its cells.</summary>
/// <param name="Options">References, imports, base directory.</param>
/// <param name="EndMark">Written to the raw standard streams after each cell; see <see cref="RawStream"/>.</param>
internal sealed record InitializeRequest(KernelOptions Options, string EndMark) : KernelMessage;

internal sealed record ExecuteRequest(int Id, CellCode Cell) : KernelMessage;

internal sealed record InterruptRequest(int Id) : KernelMessage;

/// <summary>A person's answer to a <see cref="QuestionReply"/>; null when nobody can be asked.</summary>
internal sealed record InputRequest(int Id, string? Text) : KernelMessage;

/// <summary>Asks about code that is being written.</summary>
internal sealed record EditRequest(int Id, EditKind Kind, string Code, int Position) : KernelMessage;

internal sealed record ReadyReply : KernelMessage;

/// <summary>The kernel cannot start with these options.</summary>
internal sealed record RefusedReply(string Reason) : KernelMessage;

internal sealed record OutputReply(KernelOutput Output) : KernelMessage;

internal sealed record DoneReply(int Id, CellOutcome Outcome) : KernelMessage;

/// <summary>The running cell waits for a line of text.</summary>
internal sealed record QuestionReply(int Id, InputQuestion Question) : KernelMessage;

/// <summary>The answer to an <see cref="EditRequest"/>; of the four, the one that was asked for.</summary>
internal sealed record EditReply(
    int Id, Completions? Completions = null, string? Inspection = null, CodeState? State = null, IReadOnlyList<CodeProblem>? Problems = null) : KernelMessage;

internal enum EditKind
{
    Complete,
    Inspect,
    State,
    Diagnose,
}

[JsonSerializable(typeof(KernelMessage))]
internal sealed partial class KernelMessageJson : JsonSerializerContext;
