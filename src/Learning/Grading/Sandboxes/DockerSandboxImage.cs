using System.Formats.Tar;
using System.Security.Cryptography;
using Docker.DotNet;
using Docker.DotNet.Models;
using Workbook.Learning.Sandboxes;

namespace Workbook.Learning.Grading;

/// <summary>
/// The image of sandboxes: a root with nothing in it but the system's links, such as <c>/lib</c> to <c>usr/lib</c>. It is made on the spot, so nothing is pulled;
/// programs and libraries are the machine's own, which each container has as mounts.
/// </summary>
internal static class DockerSandboxImage
{
    private const string Repository = "workbook/sandbox";

    /// <summary>Makes it where it is not there yet.</summary>
    /// <returns>Its name, by what is in it.</returns>
    public static async Task<string> MakeAsync(DockerClient docker, CancellationToken cancellation)
    {
        var archive = Archive(SystemFolders.All());
        var tag = Convert.ToHexStringLower(SHA256.HashData(archive))[..12];
        var name = $"{Repository}:{tag}";
        try
        {
            await docker.Images.InspectImageAsync(name, cancellation);
        }
        catch (DockerImageNotFoundException)
        {
            await docker.Images.CreateImageAsync(new() { FromSrc = "-", Repo = Repository, Tag = tag }, new MemoryStream(archive), new(), new Progress<JSONMessage>(), cancellation);
        }
        return name;
    }

    private static byte[] Archive(IEnumerable<(string Path, string? Link)> folders)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (path, link) in folders)
            {
                if (link is not null) writer.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, path.TrimStart('/')) { LinkName = link, ModificationTime = DateTimeOffset.UnixEpoch });
            }
        }
        return archive.ToArray();
    }
}
