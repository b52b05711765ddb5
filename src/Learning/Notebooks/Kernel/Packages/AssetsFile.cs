using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>NuGet's <c>project.assets.json</c>: which files of which packages a restored project consists of.</summary>
internal static class AssetsFile
{
    /// <summary>Null where a file is gone, as after the package cache was cleared.</summary>
    public static PackageFiles? Read(string path)
    {
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        var folders = root["packageFolders"]!.AsObject().Select(folder => folder.Key).ToList();
        var libraries = root["libraries"]!.AsObject();
        var target = root["targets"]!.AsObject().First().Value!.AsObject();
        List<string> references = [], assemblies = [], natives = [];
        var versions = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, library) in target)
        {
            if ((string?)library!["type"] != "package")
                continue;
            versions[key.Split('/')[0]] = key.Split('/')[1];
            var package = (string)libraries[key]!["path"]!;
            var platform = ForThisPlatform(library["runtimeTargets"]).ToLookup(file => file.Type, file => file.Path, StringComparer.Ordinal);
            references.AddRange(Files(library["compile"]).Select(Locate));
            assemblies.AddRange(platform["runtime"].Concat(Files(library["runtime"])).DistinctBy(Path.GetFileName).Select(Locate));
            natives.AddRange(platform["native"].Select(Locate));

            string Locate(string file) => folders.Select(folder => Path.Combine(folder, package, file)).FirstOrDefault(File.Exists) ?? Path.Combine(package, file);
        }
        return references.Concat(assemblies).Concat(natives).All(File.Exists) ? new PackageFiles(references, assemblies, natives, versions) : null;
    }

    private static IEnumerable<string> Files(JsonNode? group)
        => group?.AsObject().Select(file => file.Key).Where(file => file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) ?? [];

    // The most particular first: linux-x64 before linux before unix.
    private static IEnumerable<(string Type, string Path)> ForThisPlatform(JsonNode? targets)
    {
        var own = RuntimeInformation.RuntimeIdentifier;
        List<string> fitting = [own, own.Split('-')[0], OperatingSystem.IsWindows() ? "win" : "unix", "any"];
        return (targets?.AsObject() ?? []).Select(file => (Type: (string)file.Value!["assetType"]!, Path: file.Key, Rank: fitting.IndexOf((string)file.Value!["rid"]!)))
            .Where(file => file.Rank >= 0).OrderBy(file => file.Rank).Select(file => (file.Type, file.Path));
    }
}
