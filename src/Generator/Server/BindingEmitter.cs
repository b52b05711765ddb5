using Workbook.Generator.Model;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Server;

/// <summary>
/// The dispatch from an operation's name to the service's method. An operation's entry is made when it is first called:
/// its delegates are types of their own, and loading those of a dozen services at start would be felt.
/// </summary>
internal static class BindingEmitter
{
    public static string Emit(ApiModel model, IReadOnlyList<Operation> served)
    {
        var code = ServerEmitter.File(model);
        var service = model.Service;
        code.Begin($"internal sealed class {service}Binding(I{service} service) : IServiceBinding");
        code.Line($"private readonly Operation?[] _operations = new Operation?[{model.Operations.Count}];");
        code.Line();
        code.Line("public ServiceDescription Service { get; } = new()");
        code.Begin("");
        code.Line($"ServiceId = {CodeWriter.Literal(model.ServiceId)},");
        code.Line($"SigningName = {CodeWriter.Literal(model.SigningName)},");
        code.Line($"ApiVersion = {CodeWriter.Literal(model.ApiVersion)},");
        code.Line($"TargetPrefix = {LiteralOrNull(model.TargetPrefix)},");
        code.Line($"JsonVersion = {CodeWriter.Literal(model.JsonVersion ?? "1.1")},");
        code.Line($"XmlNamespace = {LiteralOrNull(model.XmlNamespace)},");
        if (model.IsQueryCompatible) code.Line("IsQueryCompatible = true,");
        code.Line($"Protocols = [{string.Join(", ", model.Protocols.Select(CodeWriter.Literal))}],");
        code.End("};");
        code.Line();
        code.Line($"public IReadOnlyList<string> OperationNames => [{string.Join(", ", model.Operations.Select(o => CodeWriter.Literal(o.Name)))}];");
        code.Line();
        code.Begin("public Operation? Find(ReadOnlySpan<char> name)");
        code.Begin("switch (name)");
        for (var i = 0; i < model.Operations.Count; i++)
            code.Line($"case \"{model.Operations[i].Name}\": return _operations[{i}] ??= {model.Operations[i].Name}();");
        code.Line("default: return null;");
        code.End();
        code.End();
        foreach (var operation in model.Operations)
        {
            if (!served.Contains(operation))
            {
                code.Line();
                code.Line($"private static Operation {operation.Name}() => new UnservedOperation(\"{operation.Name}\", {CodeWriter.Literal(model.ServiceId)});");
                continue;
            }
            var (input, output) = (ShapeNames.Name(operation.Input), ShapeNames.Name(operation.Output));
            var forms = new List<string>();
            if (model.SpeaksJson) forms.Add($"Json = new({service}Reader.Read{input}, {service}Writer.Write{output}, {Words(model, operation)})");
            if (model.SpeaksCbor) forms.Add($"Cbor = new({service}CborReader.Read{input}, {service}CborWriter.Write{output}, {Words(model, operation)})");
            if (model.SpeaksQuery) forms.Add($"Query = new({service}QueryReader.Read{input}, {service}XmlWriter.Write{output}, {LiteralOrNull(operation.ResultWrapper)})");
            if (LongMembers(operation) is var more and > 0) forms.Add($"BodyLimit = RequestBody.Limit + {more}");
            var check = ConstraintsEmitter.IsConstrained(operation.Input, model.ChecksPatterns) ? $"{service}Constraints.Check{input}" : "null";
            code.Line();
            code.Line($"private Operation {operation.Name}() => new Operation<{input}, {output}>(\"{operation.Name}\", {check}, service.ChecksItself, service.{operation.Name}Async) {{ {string.Join(", ", forms)} }};");
        }
        code.End();
        return code.ToString();
    }

    /// <summary>How many bytes the members of a request may take that are longer than a whole request usually is: base64 has 4 letters for 3 bytes, JSON 2 for a quote.</summary>
    private static long LongMembers(Operation operation) => operation.Input.Members
        .Where(member => member.Shape.Max >= (member.Shape.Kind == ShapeKind.List ? 10_000 : 1024 * 1024))
        .Sum(member => member.Shape.Kind switch
        {
            // Log events: a mebibyte of text, of which JSON may write each letter with six, and what is around each of them.
            ShapeKind.List => 6 * 1024 * 1024,
            ShapeKind.Blob => (long)member.Shape.Max!.Value / 3 * 4 + 4,
            ShapeKind.String => (long)member.Shape.Max!.Value * 2,
            _ => 0,
        });

    /// <summary>ECR has words of its own, the same for all its operations.</summary>
    private static string Words(ApiModel model, Operation operation) => model.IsEcr
        ? "ConstraintWords.Ecr"
        : $"ConstraintWords.Framework(\"{ViolationCode(model, operation)}\")";

    /// <summary>
    /// The code of the error for input that breaks a constraint of the model. The framework's own is ValidationException,
    /// but services whose operations declare an error for it answer with that: CloudWatch Logs and X-Ray, with the very
    /// same "1 validation error detected" text, with InvalidParameterException. Clients catch by code, and a code that the
    /// operation does not declare reaches them as an untyped error, hence the declared one wins here for every service.
    /// </summary>
    private static string ViolationCode(ApiModel model, Operation operation)
    {
        // A service that once spoke Query alone still has the framework's name for it there, whatever it is asked in.
        if (model.IsQueryCompatible) return "ValidationError";
        foreach (var name in new[] { "ValidationException", "InvalidParameterException", "ClientException" })
            if (operation.Errors.FirstOrDefault(error => error.Name == name) is { } declared) return declared.Error!.Code;
        return "ValidationException";
    }

    private static string LiteralOrNull(string? text) => text is null ? "null" : CodeWriter.Literal(text);
}
