using System.Xml;
using System.Xml.Linq;

namespace Workbook.Repository.Tests.Reading;

/// <summary>What a project, or a props or targets file that projects share, refers to.</summary>
internal sealed class ProjectFile(TextFile file)
{
    private readonly XDocument document = XDocument.Parse(file.Text, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace);

    /// <summary>The files that can refer to projects and packages.</summary>
    public static bool IsOne(TextFile file) => System.IO.Path.GetExtension(file.Path) is ".csproj" or ".props" or ".targets";

    /// <summary>Its path.</summary>
    public string Path { get; } = file.Path;

    /// <summary>
    /// The room it belongs to: the project's name for <c>src</c> (everything under <c>src/Sdk</c> is one room), else the
    /// top folder.
    /// </summary>
    public string Room => RoomOf(Path);

    /// <summary>The room of a path.</summary>
    public static string RoomOf(string path) => path.Split('/') switch
    {
        ["src", var room, ..] => room,
        [var top, _, ..] => top,
        _ => "",
    };

    /// <summary>Items of a kind with what they include; what MSBuild computes from other items (<c>@(…)</c>) is left out.</summary>
    public IEnumerable<Item> Items(string kind) =>
        from element in document.Descendants()
        where element.Name.LocalName == kind
        let include = (string?)element.Attribute("Include")
        where include is not null && !include.StartsWith("@(", StringComparison.Ordinal)
        select new Item(include, LineOf(element), element);

    /// <summary>The projects it refers to, by path from the root.</summary>
    public IEnumerable<Item> Projects() => Items("ProjectReference").Select(item => item with { Include = Locate(item.Include) });

    /// <summary>A path as MSBuild would see it from this file, from the root.</summary>
    public string Locate(string include) =>
        PathSet.Resolve(PathSet.FolderOf(Path), include.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal)) ?? include;

    private static int LineOf(XElement element) => ((IXmlLineInfo)element).LineNumber;

    /// <summary>One item.</summary>
    internal sealed record Item(string Include, int Line, XElement Element)
    {
        /// <summary>Whether it is used by the compiler only.</summary>
        public bool IsAnalyzer => (string?)Element.Attribute("OutputItemType") == "Analyzer";
    }
}
