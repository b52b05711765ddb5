namespace Workbook.Generator.Model;

/// <summary>Where the AWS SDK for .NET departs from the model: the model's <c>sdk</c>, taken from the SDK's own customizations.</summary>
internal sealed class SdkCustomizations(JsonObject? json)
{
    private readonly JsonObject _renamed = json?.ObjectOrNull("renamed") ?? new();
    private readonly JsonObject _wrapped = json?.ObjectOrNull("wrapped") ?? new();
    private readonly JsonObject _constructors = json?.ObjectOrNull("constructors") ?? new();
    private readonly HashSet<string> _excluded = Set(json, "excluded");
    private readonly HashSet<string> _unwrapped = Set(json, "unwrapped");
    private readonly HashSet<string> _texts = Set(json, "texts");
    private readonly HashSet<string> _withoutRequest = Set(json, "withoutRequest");
    private readonly HashSet<string> _times = Set(json, "times");

    /// <summary>The property's name, where it is another than the member's.</summary>
    public string? Renamed(Shape owner, Member member) => _renamed.TextOrNull($"{owner.Name}.{member.Name}");

    /// <summary>Whether there is no property for the member.</summary>
    public bool IsExcluded(Shape owner, Member member) => _excluded.Contains($"{owner.Name}.{member.Name}");

    /// <summary>Whether a member of this structure has the type of the structure's only member.</summary>
    public bool IsUnwrapped(Shape shape) => _unwrapped.Contains(shape.Name);

    /// <summary>Whether a member of this blob is a string that holds the Base64.</summary>
    public bool IsText(Shape shape) => _texts.Contains(shape.Name);

    /// <summary>Whether the member, a number of milliseconds since 1970, is a DateTime.</summary>
    public bool IsTime(Shape owner, Member member) => _times.Contains($"{owner.Name}.{member.Name}");

    /// <summary>Whether the operation may be called without a request.</summary>
    public bool IsWithoutRequest(Operation operation) => _withoutRequest.Contains(operation.Name);

    /// <summary>The class that holds the members of the operation's response, where they are not its own.</summary>
    public string? Wrapped(Operation operation) => _wrapped.TextOrNull(operation.Name);

    /// <summary>The parameters of the constructors that a structure has besides the empty one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Constructors(Shape shape) => _constructors.Lists(shape.Name);

    private static HashSet<string> Set(JsonObject? json, string name) => new(json?.Texts(name) ?? [], StringComparer.Ordinal);
}
