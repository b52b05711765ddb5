using System.Text.RegularExpressions;
using Workbook.Repository.Tests.Reading;

namespace Workbook.Repository.Tests.Documents;

/// <summary>Files and folders that documents name in code, and so the commands of the README, exist.</summary>
internal sealed class NamedFilesRule
{
    internal static IEnumerable<Violation> Check(TextFile document, PathSet paths)
    {
        var top = string.Join('|', paths.Under("").Where(name => paths.Under(name).Any()).Select(Regex.Escape));
        var named = new Regex($@"(?<![\w./~:-])(?:\./(?<path>[\w.*/-]+)|(?<path>(?:{top})/[\w.*/-]*))(?![\w<{{…])");
        foreach (var (code, offset) in Markdown.Code(document))
        {
            foreach (Match match in named.Matches(code))
            {
                var path = match.Groups["path"].Value.TrimEnd('.', '/');
                // A type may be named without its file's extension.
                if (!paths.Has(path) && !paths.Has(path + ".cs")) yield return new Violation(document.Path, document.LineAt(offset + match.Index), $"There is no {path}; write it or correct the text.");
            }
        }
    }

    [Test]
    public void The_repository_keeps_it() => House.Keeps(Markdown.Documents.Where(file => file.Name != "CHANGELOG.md").SelectMany(file => Check(file, Tree.Paths)));

    [TestCase("```sh\n./run notebooks/01.ipynb   # see exercises/04\n```", 0)]
    [TestCase("`src/A/B` and `src/*/B.cs` and `src/`", 0)]
    [TestCase("`other/thing` and `/v1/src/C` and src/C", 0)]
    [TestCase("```sh\n./start\n```", 1)]
    [TestCase("```sh\n./run notebooks/02.ipynb\n```", 1)]
    [TestCase("`src/C`", 1)]
    public void It_bites(string text, int violations) =>
        Check(new TextFile("README.md", text), new PathSet(["README.md", "run", "notebooks/01.ipynb", "exercises/04/A.cs", "src/A/B.cs"])).Should().HaveCount(violations);
}
