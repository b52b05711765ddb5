using Workbook.Generator.Model;

namespace Workbook.Generator.Server;

/// <summary>
/// The server's end of an API: the interface that the service implements, the dispatch to it, readers and checks for
/// what comes in and writers for what goes out. What is common to all services is written by hand in
/// <c>src/Server/Wire</c>; only what differs is generated.
/// </summary>
/// <param name="served">What the service has handlers for; the rest of the API is known by name only.</param>
internal sealed class ServerEmitter(ServedOperations served) : IEmitter
{
    public IEnumerable<SourceFile> Emit(ApiModel model)
    {
        var operations = model.Operations.Where(operation => served.Contains(model, operation)).ToList();
        yield return new("Service", ServiceEmitter.Emit(model, operations));
        yield return new("Binding", BindingEmitter.Emit(model, operations));
        if (model.SpeaksJson)
        {
            yield return new("Reader", ReaderEmitter.Emit(model, operations, DocumentFormat.Json));
            yield return new("Writer", WriterEmitter.Emit(model, operations, DocumentFormat.Json));
        }
        if (model.SpeaksCbor)
        {
            yield return new("CborReader", ReaderEmitter.Emit(model, operations, DocumentFormat.Cbor));
            yield return new("CborWriter", WriterEmitter.Emit(model, operations, DocumentFormat.Cbor));
        }
        if (model.SpeaksQuery)
        {
            yield return new("QueryReader", QueryReaderEmitter.Emit(model, operations));
            yield return new("XmlWriter", XmlWriterEmitter.Emit(model, operations));
        }
        yield return new("Constraints", ConstraintsEmitter.Emit(model, operations));
    }

    /// <summary>
    /// A file of the service's namespace that sees the shapes and the hand-written part. The usings stand inside the
    /// namespace, and System is only among the implicit ones outside: so a shape called Attribute wins over System's.
    /// </summary>
    public static CodeWriter File(ApiModel model)
    {
        var code = CodeWriter.File($"Workbook.Server.{model.Service}");
        code.Line("using System.Text.Json;");
        code.Line("using Workbook.Server.Wire;");
        code.Line("using Workbook.Shapes;");
        code.Line($"using {Shapes.ShapeNames.Namespace(model)};");
        code.Line();
        return code;
    }
}
