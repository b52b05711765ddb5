using Workbook.Generator.Model;

namespace Workbook.Generator.Sdk;

internal sealed class SdkEmitter : IEmitter
{
    public IEnumerable<SourceFile> Emit(ApiModel model) => [];
}
