using Workbook.Generator.Model;

namespace Workbook.Generator.Server;

internal sealed class ServerEmitter : IEmitter
{
    public IEnumerable<SourceFile> Emit(ApiModel model) => [];
}
