namespace Workbook.Generator.Model;

internal enum ShapeKind
{
    Structure,
    List,
    Map,
    String,
    Integer,
    Long,
    Float,
    Double,
    Boolean,
    Timestamp,
    Blob,
    Document,
}

/// <summary>A type of the API: what it is made of and which constraints hold for it.</summary>
internal sealed class Shape
{
    private readonly JsonObject _json;

    public Shape(string name, JsonObject json)
    {
        _json = json;
        Name = name;
        Kind = json.Text("type") is var type && System.Enum.TryParse<ShapeKind>(type, ignoreCase: true, out var kind)
            ? kind
            : throw new FormatException($"Shape '{name}' has the unknown type '{type}'.");
        Enum = json.Texts("enum");
        Min = json.NumberOrNull("min");
        Max = json.NumberOrNull("max");
        Pattern = json.TextOrNull("pattern");
        IsUnion = json.Flag("union");
        if (json.ObjectOrNull("error") is { } error) Error = new ErrorTrait(name, error);
    }

    public string Name { get; }
    public ShapeKind Kind { get; }
    public IReadOnlyList<string> Enum { get; }

    /// <summary>Least value of a number, length of a string in characters, size of a list or map.</summary>
    public double? Min { get; }

    /// <summary>Greatest value of a number, length of a string in characters, size of a list or map.</summary>
    public double? Max { get; }
    public string? Pattern { get; }
    public bool IsUnion { get; }
    public ErrorTrait? Error { get; }
    public IReadOnlyList<Member> Members { get; private set; } = [];

    /// <summary>The element of a list.</summary>
    public Member? Element { get; private set; }

    /// <summary>The key of a map.</summary>
    public Member? Key { get; private set; }

    /// <summary>The value of a map.</summary>
    public Member? Value { get; private set; }

    public bool IsEnum => Enum.Count > 0;

    /// <summary>Whether it is an error <c>XFault</c> of an API that has an <c>XException</c> too.</summary>
    public bool IsFaultBesideException { get; private set; }

    /// <summary>Resolves the names of other shapes; called once, when all shapes are known.</summary>
    public void Link(IReadOnlyDictionary<string, Shape> shapes)
    {
        if (_json.ObjectOrNull("members") is { } members)
        {
            var required = new HashSet<string>(_json.Texts("required"), StringComparer.Ordinal);
            // An event stream lists the errors that may end it among its events; they are errors all the same.
            Members = [.. members.Names.Select(name => Of(name, members.ObjectOrNull(name)!, required.Contains(name))).Where(member => member.Shape.Error is null)];
        }
        IsFaultBesideException = Error is not null && Name.EndsWith("Fault", StringComparison.Ordinal) && shapes.ContainsKey(Name.Substring(0, Name.Length - "Fault".Length) + "Exception");
        if (_json.ObjectOrNull("member") is { } element) Element = Of("member", element, false);
        if (_json.ObjectOrNull("key") is { } key) Key = Of("key", key, false);
        if (_json.ObjectOrNull("value") is { } value) Value = Of("value", value, false);

        Member Of(string name, JsonObject json, bool isRequired) =>
            shapes.TryGetValue(json.Text("shape"), out var shape)
                ? new Member(Name, name, shape, isRequired, json.Flag("idempotencyToken"), json.Flag("deprecated"))
                {
                    XmlName = json.TextOrNull("xmlName"), QueryName = json.TextOrNull("queryName"), IsFlattened = json.Flag("flattened"),
                }
                : throw new FormatException($"'{Name}.{name}' is of the unknown shape '{json.Text("shape")}'.");
    }
}

/// <summary>A member of a structure, or the element, key or value of a collection.</summary>
internal sealed class Member(string owner, string name, Shape shape, bool isRequired, bool isIdempotencyToken, bool isDeprecated)
{
    /// <summary>The name on the wire, as the API writes it (<c>taskDefinitionArn</c>).</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The name in C#: only the first character is raised (<c>enableECSManagedTags</c> → <c>EnableECSManagedTags</c>).
    /// C# has no member of its type's name: <c>InstanceStatus.InstanceStatus</c> → <c>InstanceStatusValue</c>.
    /// </summary>
    public string Property { get; } = Raised(name) == Raised(owner) ? Raised(name) + "Value" : Raised(name);
    public Shape Shape { get; } = shape;
    public bool IsRequired { get; } = isRequired;
    public bool IsIdempotencyToken { get; } = isIdempotencyToken;
    public bool IsDeprecated { get; } = isDeprecated;


    /// <summary>The element's name in XML, where it is not <see cref="Name"/>.</summary>
    public string? XmlName { get; init; }

    /// <summary>The parameter's name in EC2's dialect of Query, where <see cref="XmlName"/> does not give it.</summary>
    public string? QueryName { get; init; }

    /// <summary>Whether the elements of a list stand without one around them all.</summary>
    public bool IsFlattened { get; init; }

    /// <summary>The parameter's name in a form: EC2 raises the first character of the XML name (<c>dryRun</c> → <c>DryRun</c>).</summary>
    public string Parameter(bool ec2) => ec2 ? QueryName ?? Raised(XmlName ?? Name) : XmlName ?? Name;

    /// <summary>What its elements are called in XML.</summary>
    public string Element => XmlName ?? Name;

    private static string Raised(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}

/// <summary>What makes a structure an error of the API.</summary>
internal sealed class ErrorTrait(string shape, JsonObject json)
{
    /// <summary>The code that clients see.</summary>
    public string Code { get; } = json.TextOrNull("code") ?? shape;

    /// <summary>The HTTP status it is sent with.</summary>
    public int Status { get; } = (int)(json.NumberOrNull("status") ?? 400);
}
