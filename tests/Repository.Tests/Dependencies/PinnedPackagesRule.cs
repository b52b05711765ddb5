using System.Text.RegularExpressions;
using System.Xml.Linq;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Dependencies;

/// <summary>Each package has one exact version and a line that says what it is for. Official AWS services float within version 4.</summary>
internal sealed class PinnedPackagesRule
{
    internal static IEnumerable<Violation> Check(TextFile file)
    {
        foreach (var item in new ProjectFile(file).Items("PackageVersion"))
        {
            var version = (string?)item.Element.Attribute("Version") ?? "";
            var floats = version == "4.*" && item.Include.StartsWith("AWSSDK.", StringComparison.Ordinal) && item.Include != "AWSSDK.Core";
            if (!floats && !Regex.IsMatch(version, @"^\d+(\.\d+)+(-[\w.]+)?$")) yield return new Violation(file.Path, item.Line, $"Pin {item.Include} to one version instead of '{version}'.");
            var before = item.Element.NodesBeforeSelf().LastOrDefault(node => node is not XText);
            if (before is not XComment comment || comment.Value.Trim().Contains('\n')) yield return new Violation(file.Path, item.Line, $"Say in one line of comment above {item.Include} what it is for.");
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.Text.Where(file => file.Name == "Directory.Packages.props").SelectMany(Check));

    [TestCase("<!-- Why. --> <PackageVersion Include=\"A\" Version=\"1.2.3\" />", 0)]
    [TestCase("<!-- Why. --> <PackageVersion Include=\"AWSSDK.ECS\" Version=\"4.*\" />", 0)]
    [TestCase("<!-- Why. --> <PackageVersion Include=\"AWSSDK.Core\" Version=\"4.*\" />", 1)]
    [TestCase("<!-- Why. --> <PackageVersion Include=\"A\" Version=\"[1.0,2.0)\" />", 1)]
    [TestCase("<PackageVersion Include=\"A\" Version=\"1.2.3\" />", 1)]
    [TestCase("<!-- Why. --> <PackageVersion Include=\"A\" Version=\"1.0\" /> <PackageVersion Include=\"B\" Version=\"1.0\" />", 1)]
    public void It_bites(string items, int violations) =>
        Check(new TextFile("Directory.Packages.props", $"<Project><ItemGroup>{items}</ItemGroup></Project>")).Should().HaveCount(violations);
}
