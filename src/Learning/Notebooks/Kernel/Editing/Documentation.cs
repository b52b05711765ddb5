using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Workbook.Learning.Notebooks;

/// <summary>The summary of a library's member, from the XML file that stands beside the library.</summary>
internal static partial class Documentation
{
    public static string? Of(ISymbol symbol)
    {
        var definition = symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol.OriginalDefinition;
        if (definition.GetDocumentationCommentId() is not { } id || definition.ContainingAssembly is not { } assembly)
            return null;
        var library = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => loaded is { IsDynamic: false, Location.Length: > 0 } && loaded.GetName().Name == assembly.Name)?.Location
            ?? Path.Combine(AppContext.BaseDirectory, assembly.Name + ".dll");
        return Read(Path.ChangeExtension(library, ".xml"), id);
    }

    // Read from the front and only as far as needed: files of AWS's libraries have tens of thousands of members.
    private static string? Read(string path, string id)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var reader = XmlReader.Create(path, new() { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.ReadToFollowing("member"))
            {
                if (reader.GetAttribute("name") == id && XElement.Load(reader.ReadSubtree()).Element("summary") is { } summary)
                    return Text(summary);
            }
        }
        catch (XmlException)
        {
            // A broken file explains nothing.
        }
        return null;
    }

    private static string Text(XElement summary)
    {
        foreach (var reference in summary.Descendants().Where(element => element.IsEmpty && element.FirstAttribute is not null).ToList())
            reference.ReplaceWith(reference.FirstAttribute!.Value.Split('.', ':')[^1]);
        return Blanks().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
