using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Workbook.Generator.Model;
using Workbook.Generator.Sdk;
using Workbook.Generator.Server;
using Workbook.Generator.Shapes;

namespace Workbook.Generator;

/// <summary>
/// Turns an API model into its ends. A project asks for one, or several separated by commas, with
/// <c>&lt;AdditionalFiles Include="….json" ApiModel="Shapes|Server|Sdk" /&gt;</c>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ApiGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor Unreadable = new(
        "WB0001", "The API model cannot be read", "{0}: {1}", "Workbook.Generator", DiagnosticSeverity.Error, isEnabledByDefault: true);

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancel) =>
            {
                var (file, options) = pair;
                options.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.ApiModel", out var end);
                return string.IsNullOrEmpty(end) ? default : (End: end!, file.Path, Text: file.GetText(cancel)?.ToString() ?? "");
            })
            .Where(static request => request.End is not null);

        context.RegisterSourceOutput(models.Combine(ServedOperations.Find(context.SyntaxProvider)), static (output, pair) =>
        {
            var (request, served) = pair;
            try
            {
                var model = ApiModel.Parse(request.Text);
                foreach (var file in request.End.Split(',').SelectMany(end => EmitterFor(end, served).Emit(model)))
                {
                    output.CancellationToken.ThrowIfCancellationRequested();
                    output.AddSource($"{model.Service}.{file.Name}.g.cs", SourceText.From(file.Source, Encoding.UTF8));
                }
            }
            catch (FormatException wrong)
            {
                output.ReportDiagnostic(Diagnostic.Create(Unreadable, Location.None, request.Path, wrong.Message));
            }
        });
    }

    private static IEmitter EmitterFor(string end, ServedOperations served) => end switch
    {
        "Shapes" => new ShapesEmitter(),
        "Server" => new ServerEmitter(served),
        "Sdk" => new SdkEmitter(),
        _ => throw new FormatException($"ApiModel=\"{end}\" is not one of Shapes, Server, Sdk."),
    };
}

/// <summary>Writes the C# of one end of an API.</summary>
internal interface IEmitter
{
    /// <summary>The source files, each with the name that its hint name is made of.</summary>
    IEnumerable<SourceFile> Emit(ApiModel model);
}

/// <summary>A generated file.</summary>
internal readonly record struct SourceFile(string Name, string Source);
