using Workbook.Generator.Model;

namespace Workbook.Generator.Sdk;

/// <summary>
/// The client end: the public surface of the AWS SDK for .NET (version 4) on AWSSDK.Core, as thin as possible over the
/// hand-written runtime in <c>src/Sdk/Runtime</c>.
/// </summary>
internal sealed class SdkEmitter : IEmitter
{
    public IEnumerable<SourceFile> Emit(ApiModel model)
    {
        var names = new SdkNames(model);
        yield return new("Interface", ClientWriter.Interface(names));
        yield return new("Client", ClientWriter.Client(names));
        yield return new("Service", ServiceWriter.Write(names));
        yield return new("Structures", StructureWriter.Write(names));
        yield return new("Enums", EnumWriter.Write(names));
        yield return new("Errors", ErrorWriter.Write(names));
        if (names.Paginated.Count > 0) yield return new("Paginators", PaginatorWriter.Write(names));
    }
}
