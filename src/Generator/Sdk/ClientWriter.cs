using Workbook.Generator.Model;

namespace Workbook.Generator.Sdk;

/// <summary>The client and its interface.</summary>
internal static class ClientWriter
{
    private const string Cancel = "global::System.Threading.CancellationToken cancellationToken = default";

    public static string Interface(SdkNames names)
    {
        var code = SdkNames.File(names.Namespace);
        code.Line($"/// <summary>The operations of the {names.Model.ServiceId} API ({names.Model.ApiVersion}).</summary>");
        code.Begin($"public partial interface {names.Interface} : global::Amazon.Runtime.IAmazonService, global::System.IDisposable");
        if (names.Paginated.Count > 0)
        {
            code.Line("/// <summary>Walks the pages of the operations that answer in pages.</summary>");
            code.Line($"Model.I{names.Model.SdkName}PaginatorFactory Paginators {{ get; }}");
        }
        foreach (var operation in names.Model.Operations)
        {
            Summary(code, names, operation);
            code.Line($"{Signature(operation)};");
            if (!names.Model.Sdk.IsWithoutRequest(operation)) continue;
            Summary(code, names, operation);
            code.Line($"{WithoutRequest(operation)};");
        }
        code.Line("/// <summary>The endpoint that a request would be sent to.</summary>");
        code.Line("global::Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(global::Amazon.Runtime.AmazonWebServiceRequest request);");
        DefaultFactories(code, names);
        code.End();
        return code.ToString();
    }

    public static string Client(SdkNames names)
    {
        var code = SdkNames.File(names.Namespace);
        code.Line($"/// <summary>Calls the {names.Model.ServiceId} API ({names.Model.ApiVersion}).</summary>");
        code.Begin($"public partial class {names.Client} : global::Amazon.Runtime.AmazonServiceClient, {names.Interface}");
        code.Line($"private static readonly {SdkNames.Runtime}.Protocol Api = {Protocol(names)};");
        code.Line($"private static readonly {SdkNames.Runtime}.ServiceMetadata Metadata = new({CodeWriter.Literal(names.Model.ServiceId)});");
        Constructors(code, names);
        if (names.Paginated.Count > 0)
            code.Line($"public Model.I{names.Model.SdkName}PaginatorFactory Paginators => field ??= new Model.{names.Model.SdkName}PaginatorFactory(this);");
        code.Line("protected override global::Amazon.Runtime.Internal.IServiceMetadata ServiceMetadata => Metadata;");
        code.Begin("protected override void CustomizeRuntimePipeline(global::Amazon.Runtime.Internal.RuntimePipeline pipeline)");
        code.Line("pipeline.RemoveHandler<global::Amazon.Runtime.Internal.EndpointResolver>();");
        code.Line($"pipeline.AddHandlerAfter<global::Amazon.Runtime.Internal.Marshaller>(new {SdkNames.Runtime}.EndpointStep());");
        code.Line($"pipeline.AddHandlerAfter<global::Amazon.Runtime.Internal.Marshaller>(new {SdkNames.Runtime}.SignatureStep());");
        code.End();
        code.Line("protected override void Dispose(bool disposing) => base.Dispose(disposing);");
        foreach (var operation in names.Model.Operations)
        {
            var response = "Model." + SdkNames.ResponseOf(operation);
            code.Line("/// <inheritdoc/>");
            code.Line($"public virtual {Signature(operation)} =>");
            code.Line($"    InvokeAsync<{response}>(request, Api.Call<{response}>(\"{operation.Name}\", \"{ErrorWriter.Codes(names.Model, operation)}\"), cancellationToken);");
            if (!names.Model.Sdk.IsWithoutRequest(operation)) continue;
            code.Line("/// <inheritdoc/>");
            code.Line($"public virtual {WithoutRequest(operation)} => {operation.Name}Async(new Model.{SdkNames.RequestOf(operation)}(), cancellationToken);");
        }
        code.Line("/// <inheritdoc/>");
        code.Line("public global::Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(global::Amazon.Runtime.AmazonWebServiceRequest request) =>");
        code.Line("    Config.DetermineServiceOperationEndpoint(new(request));");
        code.End();
        return code.ToString();
    }

    private static string Signature(Operation operation) =>
        $"global::System.Threading.Tasks.Task<Model.{SdkNames.ResponseOf(operation)}> {operation.Name}Async(Model.{SdkNames.RequestOf(operation)} request, {Cancel})";

    private static string WithoutRequest(Operation operation) =>
        $"global::System.Threading.Tasks.Task<Model.{SdkNames.ResponseOf(operation)}> {operation.Name}Async({Cancel})";

    private static void Summary(CodeWriter code, SdkNames names, Operation operation)
    {
        code.Line($"/// <summary>Calls the {names.Model.ServiceId} API's <c>{operation.Name}</c>.</summary>");
        foreach (var error in operation.Errors)
            code.Line($"/// <exception cref=\"Model.{SdkNames.Class(error)}\">The service answered with this error.</exception>");
    }

    private static string Protocol(SdkNames names)
    {
        var model = names.Model;
        var service = $"new(\"{names.Namespace}\", \"{model.ApiVersion}\", {(model.TargetPrefix is null ? "null" : CodeWriter.Literal(model.TargetPrefix))}, Model.{ErrorWriter.Factory(names)}.Create)";
        return model.SpeaksQuery ? $"new {SdkNames.Runtime}.QueryProtocol({service})"
            : model.SpeaksJson ? $"new {SdkNames.Runtime}.JsonProtocol({service}, \"{model.JsonVersion ?? "1.0"}\")"
            : throw new FormatException($"The client runtime speaks none of {string.Join(", ", model.Protocols)}.");
    }

    private static void Constructors(CodeWriter code, SdkNames names)
    {
        const string Region = "global::Amazon.RegionEndpoint region";
        const string Credentials = "global::Amazon.Runtime.AWSCredentials credentials";
        const string Keys = "string awsAccessKeyId, string awsSecretAccessKey";
        const string Session = Keys + ", string awsSessionToken";
        string inRegion = $"new {names.Config} {{ RegionEndpoint = region }}", plain = $"new {names.Config}()", config = $"{names.Config} clientConfig";
        Constructor("", $"base({plain})");
        Constructor(Region, $"base({inRegion})");
        Constructor($"{names.Config} config", "base(config)");
        Constructor(Credentials, $"this(credentials, {plain})");
        Constructor($"{Credentials}, {Region}", $"this(credentials, {inRegion})");
        Constructor($"{Credentials}, {config}", "base(credentials, clientConfig)");
        Constructor(Keys, $"this(awsAccessKeyId, awsSecretAccessKey, {plain})");
        Constructor($"{Keys}, {Region}", $"this(awsAccessKeyId, awsSecretAccessKey, {inRegion})");
        Constructor($"{Keys}, {config}", "base(awsAccessKeyId, awsSecretAccessKey, clientConfig)");
        Constructor(Session, $"this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, {plain})");
        Constructor($"{Session}, {Region}", $"this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, {inRegion})");
        Constructor($"{Session}, {config}", "base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)");

        void Constructor(string parameters, string initializer) => code.Line($"public {names.Client}({parameters}) : {initializer} {{ }}");
    }

    private static void DefaultFactories(CodeWriter code, SdkNames names)
    {
        code.Line($"static global::Amazon.Runtime.ClientConfig global::Amazon.Runtime.IAmazonService.CreateDefaultClientConfig() => new {names.Config}();");
        code.Line("static global::Amazon.Runtime.IAmazonService global::Amazon.Runtime.IAmazonService.CreateDefaultServiceClient(global::Amazon.Runtime.AWSCredentials awsCredentials, global::Amazon.Runtime.ClientConfig clientConfig) =>");
        code.Line($"    clientConfig is not {names.Config} config ? throw new global::Amazon.Runtime.AmazonClientException(\"The configuration is not an {names.Config}.\")");
        code.Line($"    : awsCredentials is null ? new {names.Client}(config) : new {names.Client}(awsCredentials, config);");
    }
}
