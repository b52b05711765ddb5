namespace Workbook.Generator.Model;

/// <summary>
/// One AWS service as its file under <c>Models/</c> describes it: operations and the shapes they speak.
/// The files are made by <c>eng/extract-models</c>; their format is described there.
/// </summary>
internal sealed class ApiModel
{
    private ApiModel(JsonObject json)
    {
        Service = json.Text("service");
        SdkName = json.Text("sdkName");
        ServiceId = json.Text("serviceId");
        ApiVersion = json.Text("apiVersion");
        SigningName = json.Text("signingName");
        EndpointPrefix = json.Text("endpointPrefix");
        TargetPrefix = json.TextOrNull("targetPrefix");
        JsonVersion = json.TextOrNull("jsonVersion");
        XmlNamespace = json.TextOrNull("xmlNamespace");
        Protocols = json.Texts("protocols");
        IsQueryCompatible = json.Flag("queryCompatible");
        Sdk = new SdkCustomizations(json.ObjectOrNull("sdk"));

        var shapes = json.ObjectOrNull("shapes") ?? throw new FormatException("'shapes' is missing.");
        foreach (var name in shapes.Names) Shapes.Add(name, new Shape(name, shapes.ObjectOrNull(name)!));
        foreach (var shape in Shapes.Values) shape.Link(Shapes);

        var operations = json.ObjectOrNull("operations") ?? throw new FormatException("'operations' is missing.");
        Operations = [.. operations.Names.Select(name => new Operation(name, operations.ObjectOrNull(name)!, Shapes))];
    }

    /// <summary>The name in C# (<c>Ecs</c>): namespaces and interfaces are named after it.</summary>
    public string Service { get; }

    /// <summary>The name in the AWS SDK for .NET (<c>ECS</c>): package AWSSDK.ECS, namespace Amazon.ECS.</summary>
    public string SdkName { get; }
    public string ServiceId { get; }
    public string ApiVersion { get; }
    public string SigningName { get; }
    public string EndpointPrefix { get; }
    public string? TargetPrefix { get; }
    public string? JsonVersion { get; }
    public string? XmlNamespace { get; }
    public IReadOnlyList<string> Protocols { get; }

    /// <summary>Whether it speaks AWS JSON.</summary>
    public bool SpeaksJson => Protocols.Contains("json");

    /// <summary>Whether it speaks Smithy RPC v2 CBOR.</summary>
    public bool SpeaksCbor => Protocols.Contains("smithy-rpc-v2-cbor");

    /// <summary>Whether it once spoke Query alone, and tells the codes of that in its other protocols as well.</summary>
    public bool IsQueryCompatible { get; }

    /// <summary>Whether it speaks EC2's dialect of Query.</summary>
    public bool IsEc2 => Protocols.Contains("ec2");

    /// <summary>ECR and ECR Public, which refuse input in words of their own.</summary>
    public bool IsEcr => ServiceId is "ECR" or "ECR PUBLIC";

    /// <summary>Whether the service holds requests to the patterns of its model; others have words of their own for what they refuse.</summary>
    public bool ChecksPatterns => IsEcr;

    /// <summary>Whether it speaks Query, in either dialect: a form comes in, XML goes out.</summary>
    public bool SpeaksQuery => IsEc2 || Protocols.Contains("query");
    public IReadOnlyList<Operation> Operations { get; }
    public SdkCustomizations Sdk { get; }
    public SortedDictionary<string, Shape> Shapes { get; } = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">The text is no API model.</exception>
    public static ApiModel Parse(string text) =>
        new(JsonReader.Parse(text) as JsonObject ?? throw new FormatException("An API model is a JSON object."));
}

/// <summary>One call of the API.</summary>
internal sealed class Operation
{
    public Operation(string name, JsonObject json, IReadOnlyDictionary<string, Shape> shapes)
    {
        Name = name;
        Input = shapes[json.Text("input")];
        Output = shapes[json.Text("output")];
        Errors = [.. json.Texts("errors").Select(error => shapes[error])];
        ResultWrapper = json.TextOrNull("resultWrapper");
        if (json.ObjectOrNull("paginator") is { } paginator) Paginator = new Paginator(paginator);
    }

    public string Name { get; }
    public Shape Input { get; }
    public Shape Output { get; }
    public IReadOnlyList<Shape> Errors { get; }
    public Paginator? Paginator { get; }

    /// <summary>The element around the members of a Query response; null when there are none.</summary>
    public string? ResultWrapper { get; }
}

/// <summary>Which members carry the page token and the page.</summary>
internal sealed class Paginator(JsonObject json)
{
    public string InputToken { get; } = json.Text("inputToken");
    public string OutputToken { get; } = json.Text("outputToken");
    public IReadOnlyList<string> ResultKeys { get; } = json.Texts("resultKeys");
}
