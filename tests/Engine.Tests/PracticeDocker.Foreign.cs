using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Docker.DotNet.Models;
using Workbook.Engine.Tests.Scenarios;

namespace Workbook.Engine.Tests;

internal sealed partial class PracticeDocker
{
    /// <summary>An image for the architecture that this machine has not, as <c>docker save</c> would write it.</summary>
    public static async Task<(string Name, string Own, string Foreign)> LoadForeignImageAsync()
    {
        var (own, foreign) = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? ("arm64", "amd64") : ("amd64", "arm64");
        var name = $"workbook/foreign:{PracticeImage.Tag}";
        // It begins as programs do, and names no machine: no emulator takes it for its own.
        var layer = await ArchiveAsync(("program", "\u007fELF not for this machine"u8.ToArray()));
        var archive = await ArchiveAsync(
            ("layer.tar", layer),
            ("config.json", Json(new
            {
                architecture = foreign,
                os = "linux",
                config = new { Cmd = (string[])["/program"], Labels = new Dictionary<string, string> { [Label] = Mark } },
                rootfs = new { type = "layers", diff_ids = new[] { $"sha256:{Convert.ToHexStringLower(SHA256.HashData(layer))}" } },
            })),
            ("manifest.json", Json(new[] { new { Config = "config.json", RepoTags = (string[])[name], Layers = (string[])["layer.tar"] } })));
        await Client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, new MemoryStream(archive), new Progress<JSONMessage>());
        return (name, own, foreign);

        static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);
    }

    private static async Task<byte[]> ArchiveAsync(params (string Path, byte[] Content)[] files)
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var (path, content) in files)
                await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content), Mode = Executable });
        }
        return archive.ToArray();
    }
}
