using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Dependencies;

/// <summary>AWS clients are asked for with &lt;AwsSdk&gt;, so that one property swaps the bundled ones for the official packages.</summary>
internal sealed class AwsPackagesRule
{
    internal static IEnumerable<Violation> Check(TextFile file) =>
        !ProjectFile.IsOne(file) || file.IsIn("src/Sdk")
            ? []
            : new ProjectFile(file).Items("PackageReference")
                .Where(item => item.Include.StartsWith("AWSSDK.", StringComparison.OrdinalIgnoreCase))
                .Select(item => new Violation(file.Path, item.Line, $"Say <AwsSdk Include=\"…\" /> for a client; only src/Sdk references {item.Include} itself."));

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Tree.Text.SelectMany(Check));

    [TestCase("src/Lab/Lab.csproj", "PackageReference", 1)]
    [TestCase("src/Lab/Lab.csproj", "AwsSdk", 0)]
    [TestCase("src/Sdk/Directory.Build.targets", "PackageReference", 0)]
    public void It_bites(string path, string item, int violations) =>
        Check(new TextFile(path, $"<Project>\n<ItemGroup><{item} Include=\"AWSSDK.Core\" /></ItemGroup></Project>")).Should().HaveCount(violations);
}
