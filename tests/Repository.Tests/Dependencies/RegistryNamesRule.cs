using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Dependencies;

/// <summary>No file says which package registry to use: that is the machine's to know.</summary>
internal sealed class RegistryNamesRule
{
    private const string Hosts = @"npmjs\.(?:org|com)|yarnpkg\.com|nuget\.org|pypi\.org|pythonhosted\.org|proxy\.golang\.org|pkg\.dev|pkg\.github\.com|pkgs\.dev\.azure\.com|artifactory|""resolved""\s*:|<packageSources>|^\s*(?:registry|index-url)\s*=";

    private static readonly string[] Extensions = [".json", ".lock", ".config", ".props", ".targets", ".csproj", ".yml", ".yaml", ".toml", ".npmrc", ".ini", ".conf"];

    internal static IEnumerable<Violation> Check(TextFile file) =>
        Extensions.Contains(Path.GetExtension(file.Name).ToLowerInvariant()) || file.Name.EndsWith("rc", StringComparison.Ordinal)
            ? file.Find(file.Text, Hosts, "Leave out where packages come from; every feed that has them will do.")
            : [];

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.Text.SelectMany(Check));

    [TestCase("package-lock.json", "{\n\"resolved\": \"x\"}", 2)]
    [TestCase("nuget.config", "<add value=\"https://api.nuget.org/v3/index.json\" />", 1)]
    [TestCase(".npmrc", "registry=x", 1)]
    public void It_bites(string path, string text, int line) => Check(new TextFile(path, text)).Should().ContainSingle().Which.Line.Should().Be(line);
}
