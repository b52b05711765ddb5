namespace Workbook.Repository.Tests.Reading;

internal sealed class TreeTests
{
    [Test]
    public void The_tree_is_this_repository()
    {
        Tree.Paths.Has("tests/Repository.Tests/Reading/TreeTests.cs").Should().BeTrue();
        Tree.CSharp.Should().HaveCountGreaterThan(100);
    }

    [Test]
    public void Without_git_it_is_the_same()
    {
        var fromDisk = Tree.FromDisk().ToHashSet();
        fromDisk.Should().Contain(Tree.CSharp.Where(file => file.IsIn("tests/Repository.Tests")).Select(file => file.Path));
        fromDisk.Should().Contain(["Workbook.sln", "src/Cli/Cli.csproj", ".editorconfig"]);
        fromDisk.Should().NotContain(path => path.StartsWith("artifacts/") || path.StartsWith(".git/"));
    }
}
