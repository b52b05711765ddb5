using System.Text.Json.Serialization;

namespace Workbook.Learning.Notebooks;

/// <summary>Something a cell puts out while it runs. A mime bundle maps mime types to one value in several forms.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StreamOutput), "stream")]
[JsonDerivedType(typeof(DisplayOutput), "display")]
[JsonDerivedType(typeof(UpdateOutput), "update")]
[JsonDerivedType(typeof(ResultOutput), "result")]
[JsonDerivedType(typeof(ClearOutput), "clear")]
public abstract record KernelOutput;

/// <summary>Text that the cell wrote.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The next piece of the stream.</param>
public sealed record StreamOutput(string Name, string Text) : KernelOutput;

/// <summary>A value that the cell displayed.</summary>
/// <param name="Data">Mime type → text (images in base64, JSON as its text).</param>
/// <param name="DisplayId">Names the output for later updates.</param>
public sealed record DisplayOutput(IReadOnlyDictionary<string, string> Data, string DisplayId) : KernelOutput;

/// <summary>New content for an earlier <see cref="DisplayOutput"/>, perhaps of an earlier cell.</summary>
public sealed record UpdateOutput(IReadOnlyDictionary<string, string> Data, string DisplayId) : KernelOutput;

/// <summary>The value of the cell's last expression.</summary>
public sealed record ResultOutput(IReadOnlyDictionary<string, string> Data) : KernelOutput;

/// <summary>Removes the outputs of the running cell.</summary>
/// <param name="Wait">Only when the next output comes, so that a redrawn picture does not flicker.</param>
public sealed record ClearOutput(bool Wait) : KernelOutput;
