namespace Workbook.Generator.Sdk;

/// <summary>What there is once per service: its configuration, its exception and the base of its requests.</summary>
internal static class ServiceWriter
{
    public static string Write(SdkNames names)
    {
        var model = names.Model;
        var code = SdkNames.File(names.Namespace);
        code.Line($"/// <summary>How a client of {model.ServiceId} connects.</summary>");
        code.Begin($"public partial class {names.Config} : global::Amazon.Runtime.ClientConfig");
        code.Line($"private static readonly string UserAgentString = global::Amazon.Util.Internal.InternalSDKUtils.BuildUserAgentString({CodeWriter.Literal(model.ServiceId)}, \"4.0.0.0\");");
        code.Begin($"public {names.Config}() : base({SdkNames.Runtime}.ClientDefaults.Provider())");
        code.Line($"base.ServiceId = {CodeWriter.Literal(model.ServiceId)};");
        code.Line($"AuthenticationServiceName = {CodeWriter.Literal(model.SigningName)};");
        code.Line($"EndpointProvider = new {SdkNames.Runtime}.RegionalEndpoints({CodeWriter.Literal(model.EndpointPrefix)});");
        code.End();
        code.Line($"public static new string ServiceId => {CodeWriter.Literal(model.ServiceId)};");
        code.Line($"public override string RegionEndpointServiceName => {CodeWriter.Literal(model.EndpointPrefix)};");
        code.Line($"public override string ServiceVersion => {CodeWriter.Literal(model.ApiVersion)};");
        code.Line("public override string UserAgent => UserAgentString;");
        code.Line("public override global::Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(global::Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters parameters) =>");
        code.Line($"    {SdkNames.Runtime}.EndpointStep.For(this, parameters);");
        code.End();
        code.Line();
        code.Line($"/// <summary>An error that {model.ServiceId} answered with; errors with a name of their own derive from it.</summary>");
        code.Begin($"public partial class {names.Exception} : global::Amazon.Runtime.AmazonServiceException");
        ErrorWriter.Constructors(code, names.Exception);
        code.End();
        code.Line();
        code.Line($"/// <summary>The base of all requests to {model.ServiceId}.</summary>");
        code.Line($"public partial class {names.Request} : global::Amazon.Runtime.AmazonWebServiceRequest;");
        return code.ToString();
    }
}
