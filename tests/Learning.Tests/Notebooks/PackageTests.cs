using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>Packages come from a folder, so that these tests need no network.</summary>
[CancelAfter(180_000)]
public sealed class PackageTests
{
    private TempFolder folder = null!;
    private CellRecorder kernel = null!;

    [SetUp]
    public void Start()
    {
        folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "feed"));
        folder.Write("nuget.config",
            """
            <configuration>
              <config><add key="globalPackagesFolder" value="installed" /></config>
              <packageSources><clear /><add key="here" value="feed" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        Pack("Tiny", "1.0.0", "public static class Tiny { public static int Number => 1; }");
        Pack("Tiny", "1.2.0", "public static class Tiny { public static int Number => 12; }");
        kernel = NewKernel();
    }

    [TearDown]
    public async Task Stop()
    {
        await kernel.DisposeAsync();
        folder.Dispose();
    }

    [Test]
    public async Task A_package_is_fetched_and_remembered()
    {
        (await kernel.ValueAsync("#r \"nuget: Tiny, 1.0.0\"\nTiny.Number")).Should().Be("1");
        kernel.Outputs.OfType<UpdateOutput>().Single().Data["text/plain"].Should().Be("Packages: Tiny 1.0.0");
        (await kernel.ValueAsync("Tiny.Number + 1")).Should().Be("2");

        // A later notebook has it without its source.
        Directory.Delete(Path.Combine(folder.Path, "feed"), recursive: true);
        await using var later = NewKernel();
        (await later.ValueAsync("#r \"nuget: Tiny, 1.0.0\"\nTiny.Number")).Should().Be("1");
    }

    [Test]
    public async Task Without_a_version_the_newest_is_taken()
        => (await kernel.ValueAsync("// needed:\n#r \"nuget:Tiny\"\nTiny.Number")).Should().Be("12");

    [TestCase("Missing, 1.0.0", "NU1101: Unable to find package Missing", "Check the spelling")]
    [TestCase("Tiny, 9.0.0", "NU1102: Unable to find package Tiny with version (>= 9.0.0)", "Choose a version")]
    public async Task A_package_that_is_not_there_is_an_error_with_a_way_out(string package, string message, string advice)
    {
        var outcome = await kernel.RunAsync($"Console.WriteLine();\n1");
        outcome = await kernel.RunAsync($"#r \"nuget: {package}\"\nConsole.WriteLine(\"not reached\");");
        outcome.Status.Should().Be(CellStatus.Failed);
        outcome.Error!.Name.Should().Be("PackageError");
        outcome.Error.Message.Should().StartWith("cell 2, line 1: ").And.Contain(message).And.Contain(advice);
        kernel.Stdout.Should().BeEmpty();

        // The same again: a failed attempt is not taken for a success.
        (await kernel.RunAsync($"#r \"nuget: {package}\"\n1")).Error!.Message.Should().Contain(message);
        (await kernel.ValueAsync("#r \"nuget: Tiny\"\nTiny.Number")).Should().Be("12");
    }

    [Test]
    public async Task Without_a_network_the_reason_is_said()
    {
        folder.Write("nuget.config", "<configuration><packageSources><clear /><add key=\"away\" value=\"http://127.0.0.1:9/v3/index.json\" allowInsecureConnections=\"true\" /></packageSources></configuration>");
        var outcome = await kernel.RunAsync("#r \"nuget: Faraway, 1.0.0\"\n1");
        outcome.Error!.Message.Should().Contain("NU1301").And.Contain("without a network");
    }

    [Test]
    public async Task A_further_source_is_added_with_i()
    {
        Directory.Move(Path.Combine(folder.Path, "feed"), Path.Combine(folder.Path, "other"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "feed"));
        (await kernel.ValueAsync("#i \"nuget: other\"\n#r \"nuget: Tiny, 1.0.0\"\nTiny.Number")).Should().Be("1");
    }

    private CellRecorder NewKernel() => CellRecorder.InProcess(new KernelOptions { BaseDirectory = folder.Path, PackageCache = Path.Combine(folder.Path, "cache") });

    private void Pack(string name, string version, string code)
    {
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(code)], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], new(OutputKind.DynamicallyLinkedLibrary));
        using var package = ZipFile.Open(Path.Combine(folder.Path, "feed", $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        using (var library = package.CreateEntry($"lib/net10.0/{name}.dll").Open())
        {
            using var assembly = new MemoryStream();
            compilation.Emit(assembly).Success.Should().BeTrue();
            library.Write(assembly.ToArray());
        }
        using var specification = new StreamWriter(package.CreateEntry($"{name}.nuspec").Open());
        specification.Write($"<package><metadata><id>{name}</id><version>{version}</version><authors>a</authors><description>d</description></metadata></package>");
    }
}
