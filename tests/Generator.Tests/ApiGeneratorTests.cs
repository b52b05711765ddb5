using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Generator.Tests;

public sealed class ApiGeneratorTests
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);

    [Test]
    public void An_unrelated_edit_runs_nothing_again()
    {
        var compilation = CSharpCompilation.Create("test").AddSyntaxTrees(CSharpSyntaxTree.ParseText("class A;", Parsing));
        GeneratorDriver driver = Driver("Sdk", Models.Small).RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class B;", Parsing)));

        Reasons(driver).Should().NotBeEmpty().And.OnlyContain(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Test]
    public void An_edited_model_is_generated_again()
    {
        var compilation = CSharpCompilation.Create("test");
        var model = new ModelFile(Models.Small);
        var driver = Driver("Sdk", model).RunGenerators(compilation);

        driver = driver.ReplaceAdditionalText(model, new ModelFile(Models.Small.Replace("PLANTS", "ROOTS", StringComparison.Ordinal))).RunGenerators(compilation);

        Reasons(driver).Should().Contain(IncrementalStepRunReason.Modified);
        driver.GetRunResult().GeneratedTrees.Should().Contain(tree => tree.ToString().Contains("ROOTS"));
    }

    [TestCase("Sdk", "Zoo.Client.g.cs")]
    [TestCase("Shapes", "Zoo.Structures.g.cs")]
    public void The_end_decides_what_is_generated(string end, string file)
    {
        var result = Driver(end, Models.Small).RunGenerators(CSharpCompilation.Create("test")).GetRunResult();

        result.Diagnostics.Should().BeEmpty();
        result.Results.Single().GeneratedSources.Select(source => source.HintName).Should().Contain(file);
    }

    [Test]
    public void The_server_reads_and_writes_only_what_is_served()
    {
        var handler = CSharpSyntaxTree.ParseText("class ZooApi { object FeedAsync(object request, RequestContext context) => request; }", Parsing);
        var nothing = Server(CSharpCompilation.Create("test"));
        var one = Server(CSharpCompilation.Create("test").AddSyntaxTrees(handler));

        nothing["Zoo.Reader.g.cs"].Should().NotContain("FeedRequest");
        nothing["Zoo.Binding.g.cs"].Should().Contain("UnservedOperation(\"Feed\"");
        one["Zoo.Reader.g.cs"].Should().Contain("ReadFeedRequest");
        one["Zoo.Writer.g.cs"].Should().Contain("WriteFeedResponse");
        one["Zoo.Binding.g.cs"].Should().NotContain("UnservedOperation(\"Feed\"");

        static Dictionary<string, string> Server(Compilation compilation) => Driver("Server", Models.Small).RunGenerators(compilation)
            .GetRunResult().Results.Single().GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
    }

    [Test]
    public void A_file_that_asks_for_nothing_is_left_alone() =>
        Driver("", Models.Small).RunGenerators(CSharpCompilation.Create("test")).GetRunResult().GeneratedTrees.Should().BeEmpty();

    [TestCase("Sdk", "{ \"service\": ")]
    [TestCase("Moon", Models.Small)]
    public void What_cannot_be_read_is_an_error_that_names_the_file(string end, string text)
    {
        var diagnostic = Driver(end, text).RunGenerators(CSharpCompilation.Create("test")).GetRunResult().Diagnostics.Single();

        diagnostic.Id.Should().Be("WB0001");
        diagnostic.Severity.Should().Be(DiagnosticSeverity.Error);
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Should().Contain("zoo.json");
    }

    private static CSharpGeneratorDriver Driver(string end, string model) => Driver(end, new ModelFile(model));

    private static CSharpGeneratorDriver Driver(string end, ModelFile model) => CSharpGeneratorDriver.Create(
        [new ApiGenerator().AsSourceGenerator()],
        [model],
        Parsing,
        new Options(end),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static ImmutableArray<IncrementalStepRunReason> Reasons(GeneratorDriver driver) =>
        [.. driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason)];

    private sealed class ModelFile(string text) : AdditionalText
    {
        public override string Path => "zoo.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(string end) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new Dictionary<string, string>());

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            new Values(new Dictionary<string, string> { ["build_metadata.AdditionalFiles.ApiModel"] = end });
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
