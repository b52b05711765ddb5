using Workbook.Generator.Model;

namespace Workbook.Generator.Sdk;

/// <summary>The errors of an API, each an exception class.</summary>
internal static class ErrorWriter
{
    public static string Write(SdkNames names)
    {
        var code = SdkNames.File(names.Namespace + ".Model");
        var errors = names.Model.Shapes.Values.Where(shape => shape.Error is not null).ToList();
        // CloudWatch's ResourceNotFound and ResourceNotFoundException are one class; the latter has more to tell.
        foreach (var shape in errors.GroupBy(SdkNames.Class).Select(same => same.OrderByDescending(shape => shape.Members.Count).First()))
        {
            // The message is Exception.Message.
            var members = SdkMember.Of(names, shape, member => member.Property != "Message");
            code.Line($"/// <summary>The {names.Model.ServiceId} API's error <c>{shape.Name}</c>, HTTP status {shape.Error!.Status}.</summary>");
            code.Begin($"public partial class {SdkNames.Class(shape)} : {names.Exception}{(members.Count == 0 ? "" : $", {SdkNames.Runtime}.IShape")}");
            Constructors(code, SdkNames.Class(shape));
            if (members.Count > 0) StructureWriter.Members(code, members);
            code.End();
            code.Line();
        }
        code.Begin($"internal static class {Factory(names)}");
        code.Begin("internal static global::Amazon.Runtime.AmazonServiceException Create(string code, global::Amazon.Runtime.Internal.ErrorResponse error) => code switch");
        foreach (var shape in errors)
            code.Line($"{string.Join(" or ", CodesOf(shape).Where(code => code == shape.Name || !IsShared(names.Model, code)).Select(CodeWriter.Literal))} => new {SdkNames.Class(shape)}(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),");
        code.Line($"_ => new {names.Exception}(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),");
        code.End("};");
        code.End();
        return code.ToString();
    }

    /// <summary>The class that makes exceptions of error codes.</summary>
    public static string Factory(SdkNames names) => $"{names.Model.SdkName}Errors";

    /// <summary>
    /// The codes of an operation's errors, separated by commas; one that several errors of the API share comes with the shape that it means here:
    /// <c>ResourceNotFound=DashboardNotFoundError</c>.
    /// </summary>
    public static string Codes(ApiModel model, Operation operation) =>
        string.Join(",", operation.Errors.SelectMany(shape => CodesOf(shape).Select(code => IsShared(model, code) ? $"{code}={shape.Name}" : code)));

    private static bool IsShared(ApiModel model, string code) => model.Shapes.Values.Count(shape => shape.Error is not null && CodesOf(shape).Contains(code)) > 1;

    public static void Constructors(CodeWriter code, string name)
    {
        const string Details = "global::Amazon.Runtime.ErrorType errorType, string errorCode, string requestId, global::System.Net.HttpStatusCode statusCode";
        code.Line($"public {name}() {{ }}");
        code.Line($"public {name}(string message) : base(message) {{ }}");
        code.Line($"public {name}(string message, global::System.Exception innerException) : base(message, innerException) {{ }}");
        code.Line($"public {name}(global::System.Exception innerException) : base(innerException.Message, innerException) {{ }}");
        code.Line($"public {name}(string message, global::System.Exception innerException, {Details}) : base(message, innerException, errorType, errorCode, requestId, statusCode) {{ }}");
        code.Line($"public {name}(string message, {Details}) : base(message, errorType, errorCode, requestId, statusCode) {{ }}");
    }

    // JSON services answer with the shape's name, the older protocols with its code; mostly they are the same.
    private static IEnumerable<string> CodesOf(Shape shape) => new[] { shape.Error!.Code, shape.Name }.Distinct();
}
