using System.Text.Json.Serialization;

namespace Workbook.Learning.Notebooks;

/// <summary>What passes between a front end and the process that runs its cells.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(InitializeRequest), "initialize")]
[JsonDerivedType(typeof(ExecuteRequest), "execute")]
[JsonDerivedType(typeof(InterruptRequest), "interrupt")]
[JsonDerivedType(typeof(ReadyReply), "ready")]
[JsonDerivedType(typeof(RefusedReply), "refused")]
[JsonDerivedType(typeof(OutputReply), "output")]
[JsonDerivedType(typeof(DoneReply), "done")]
internal abstract record KernelMessage;

/// <summary>The first message: what the kernel is to offer its cells.</summary>
/// <param name="Options">References, imports, base directory.</param>
/// <param name="EndMark">Written to the raw standard streams after each cell; see <see cref="RawStream"/>.</param>
internal sealed record InitializeRequest(KernelOptions Options, string EndMark) : KernelMessage;

internal sealed record ExecuteRequest(int Id, CellCode Cell) : KernelMessage;

internal sealed record InterruptRequest(int Id) : KernelMessage;

internal sealed record ReadyReply : KernelMessage;

/// <summary>The kernel cannot start with these options.</summary>
internal sealed record RefusedReply(string Reason) : KernelMessage;

internal sealed record OutputReply(KernelOutput Output) : KernelMessage;

internal sealed record DoneReply(int Id, CellOutcome Outcome) : KernelMessage;

[JsonSerializable(typeof(KernelMessage))]
internal sealed partial class KernelMessageJson : JsonSerializerContext;
