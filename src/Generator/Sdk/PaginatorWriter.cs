using Workbook.Generator.Model;

namespace Workbook.Generator.Sdk;

/// <summary>The paginators: <c>client.Paginators.ListTasks(request).TaskArns</c>.</summary>
internal static class PaginatorWriter
{
    public static string Write(SdkNames names)
    {
        var code = SdkNames.File(names.Namespace + ".Model");
        foreach (var operation in names.Paginated)
        {
            Interface(code, names, operation);
            Class(code, names, operation);
        }
        Factory(code, names);
        return code.ToString();
    }

    private static void Interface(CodeWriter code, SdkNames names, Operation operation)
    {
        code.Line($"/// <summary>The pages of the {names.Model.ServiceId} API's <c>{operation.Name}</c>.</summary>");
        code.Begin($"public interface I{operation.Name}Paginator");
        code.Line($"{Enumerable(SdkNames.ResponseOf(operation))} Responses {{ get; }}");
        foreach (var (member, _, element) in Results(operation)) code.Line($"{Enumerable(element)} {member.Property} {{ get; }}");
        code.End();
        code.Line();
    }

    private static void Class(CodeWriter code, SdkNames names, Operation operation)
    {
        string request = SdkNames.RequestOf(operation), response = SdkNames.ResponseOf(operation);
        var paginator = operation.Paginator!;
        code.Begin($"internal sealed class {operation.Name}Paginator({names.Interface} client, {request} request) : I{operation.Name}Paginator");
        code.Line($"private readonly {SdkNames.Runtime}.Paginator<{request}, {response}> _pages = new(request, client.{operation.Name}Async, r => r.{Path(paginator.InputToken)}, (r, token) => r.{Path(paginator.InputToken)} = token, r => r.{Path(paginator.OutputToken)});");
        code.Line($"public {Enumerable(response)} Responses => _pages.Responses;");
        foreach (var (member, path, element) in Results(operation))
            code.Line($"public {Enumerable(element)} {member.Property} => _pages.Items(r => r.{path});");
        code.End();
        code.Line();
    }

    private static void Factory(CodeWriter code, SdkNames names)
    {
        var factory = $"{names.Model.SdkName}PaginatorFactory";
        code.Line($"/// <summary>Walks the pages of the {names.Model.ServiceId} API's operations that answer in pages.</summary>");
        code.Begin($"public interface I{factory}");
        foreach (var operation in names.Paginated) code.Line($"I{operation.Name}Paginator {operation.Name}({SdkNames.RequestOf(operation)} request);");
        code.End();
        code.Line();
        code.Line($"/// <summary>Walks the pages of the {names.Model.ServiceId} API's operations that answer in pages.</summary>");
        code.Begin($"public class {factory} : I{factory}");
        code.Line($"private readonly {names.Interface} _client;");
        code.Line($"internal {factory}({names.Interface} client) => _client = client;");
        foreach (var operation in names.Paginated)
            code.Line($"public I{operation.Name}Paginator {operation.Name}({SdkNames.RequestOf(operation)} request) => new {operation.Name}Paginator(_client, request);");
        code.End();
    }

    private static string Enumerable(string element) => $"global::Amazon.Runtime.IPaginatedEnumerable<{element}>";

    private static string Path(string wire) => string.Join("?.", wire.Split('.').Select(SdkNames.Raised));

    /// <summary>What the pages are made of; a result may lie deeper in the response (<c>DistributionList.Items</c>).</summary>
    private static IEnumerable<(Member Member, string Path, string Element)> Results(Operation operation)
    {
        foreach (var key in operation.Paginator!.ResultKeys)
        {
            var shape = operation.Output;
            Member? member = null;
            foreach (var part in key.Split('.'))
            {
                member = shape.Members.FirstOrDefault(m => m.Name == part) ?? throw new FormatException($"'{operation.Name}' has no result '{key}'.");
                shape = member.Shape;
            }
            if (shape.Kind == ShapeKind.List) yield return (member!, Path(key), SdkNames.ElementType(shape.Element!.Shape));
        }
    }
}
