using Workbook.Generator.Model;
using Workbook.Generator.Shapes;

namespace Workbook.Generator.Server;

/// <summary>The interface with one method for each operation that is served; what is not overridden answers that it is not implemented.</summary>
internal static class ServiceEmitter
{
    public static string Emit(ApiModel model, IReadOnlyList<Operation> served)
    {
        var code = ServerEmitter.File(model);
        code.Line($"/// <summary>The {model.ServiceId} API, version {model.ApiVersion}. A method that is not implemented answers with an error that names it.</summary>");
        code.Begin($"public interface I{model.Service}");
        foreach (var operation in served)
        {
            code.Line($"/// <summary>The {model.ServiceId} API's <c>{operation.Name}</c>.</summary>");
            code.Line($"ValueTask<{ShapeNames.Name(operation.Output)}> {operation.Name}Async({ShapeNames.Name(operation.Input)} request, RequestContext context) => throw AwsErrors.NotImplemented(\"{operation.Name}\", \"{model.ServiceId}\");");
            code.Line();
        }
        code.Line("/// <summary>");
        code.Line($"/// Whether the service itself checks what the model demands of the value at <paramref name=\"path\"/> (<c>{(model.IsEc2 ? "BlockDeviceMapping.1.Ebs" : "containerDefinitions.1.member.name")}</c>)");
        code.Line("/// and has a better message for it. It is asked only when a check has failed.");
        code.Line("/// </summary>");
        code.Line("bool ChecksItself(string operation, string path) => false;");
        code.End();
        return code.ToString();
    }
}
