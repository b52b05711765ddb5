namespace Workbook.Repository.Tests.Reading;

internal sealed class PathSetTests
{
    private static readonly PathSet Paths = new(["a/b/c.cs", "d.md"]);

    [TestCase("a", true)]
    [TestCase("a/b/", true)]
    [TestCase("a/b/c.cs", true)]
    [TestCase("a/*/c.cs", true)]
    [TestCase("a/*.cs", false)]
    [TestCase("a/b/c", false)]
    public void It_knows_files_and_folders(string path, bool has) => Paths.Has(path).Should().Be(has);

    [Test]
    public void It_lists_a_folder() => Paths.Under("").Should().Equal("a", "d.md");

    [TestCase("a/b", "../x.cs", "a/x.cs")]
    [TestCase("a", "./b\\c.cs", "a/b/c.cs")]
    [TestCase("a", "../../x", null)]
    public void It_follows_relative_paths(string folder, string relative, string? path) => PathSet.Resolve(folder, relative).Should().Be(path);
}
