using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Workbook.Server.Tests.Registry;

/// <summary>Whole images, indexes of several platforms and artifacts go out to an OCI layout and come back unchanged.</summary>
internal sealed class SkopeoTests : RegistryFixture
{
    private const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";

    [Test]
    public async Task An_index_of_several_platforms_goes_both_ways()
    {
        using var programs = new RegistryPrograms(Aws.Endpoint, Account, Region);
        var (from, to) = (await NewRepositoryAsync(), await NewRepositoryAsync());
        var (amd, arm) = (await PushPlatformAsync(from, "amd64"), await PushPlatformAsync(from, "arm64"));
        var index = Encoding.UTF8.GetBytes($$$"""{"schemaVersion":2,"mediaType":"{{{RegistryClient.OciIndex}}}","manifests":[{{{Entry(amd, "amd64")}}},{{{Entry(arm, "arm64")}}}]}""");
        (await Client.PutManifestAsync(from, "all", index, RegistryClient.OciIndex)).With(201);

        await CopyThereAndBackAsync(programs, $"{from}:all", $"{to}:all");
        (await Client.SendAsync("GET", $"/v2/{to}/manifests/all")).With(200).Body.Should().Equal(index);
        foreach (var (manifest, digest) in new[] { amd, arm }) (await Client.SendAsync("GET", $"/v2/{to}/manifests/{digest}")).With(200).Body.Should().Equal(manifest);
    }

    [Test]
    public async Task An_artifact_that_is_no_image_goes_both_ways()
    {
        using var programs = new RegistryPrograms(Aws.Endpoint, Account, Region);
        var (from, to) = (await NewRepositoryAsync(), await NewRepositoryAsync());
        var (config, content) = ("{}", "a recipe");
        var manifest = Encoding.UTF8.GetBytes(
            $$$"""{"schemaVersion":2,"mediaType":"{{{RegistryClient.OciManifest}}}","artifactType":"application/vnd.example.recipe","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{{await Client.PushAsync(from, config)}}}","size":2},"layers":[{"mediaType":"text/plain","digest":"{{{await Client.PushAsync(from, content)}}}","size":8}]}""");
        (await Client.PutManifestAsync(from, "recipe", manifest)).With(201);

        await CopyThereAndBackAsync(programs, $"{from}:recipe", $"{to}:recipe");
        (await Client.SendAsync("GET", $"/v2/{to}/manifests/recipe")).With(200).Body.Should().Equal(manifest);
    }

    [Test]
    public async Task Inspecting_listing_and_deleting()
    {
        using var programs = new RegistryPrograms(Aws.Endpoint, Account, Region);
        var name = await NewRepositoryAsync();
        var (manifest, digest) = await PushPlatformAsync(name, "amd64");
        await Client.PutManifestAsync(name, "v1", manifest);
        await Client.PutManifestAsync(name, "v2", manifest);
        string[] login = ["--tls-verify=false", "--creds", await CredentialsAsync()];
        (await programs.SkopeoAsync(["inspect", "--format", "{{.Digest}} {{.Architecture}}", .. login, $"docker://{programs.Host}/{name}:v1"])).Output.Trim().Should().Be($"{digest} amd64");
        (await programs.SkopeoAsync(["list-tags", .. login, $"docker://{programs.Host}/{name}"])).Output.Should().Contain("\"v1\"").And.Contain("\"v2\"");
        await programs.SkopeoAsync(["delete", .. login, $"docker://{programs.Host}/{name}:v1"]);
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v1")).Refused(404, "MANIFEST_UNKNOWN");
    }

    private async Task CopyThereAndBackAsync(RegistryPrograms programs, string from, string to)
    {
        var layout = $"oci:{Path.Combine(programs.Folder, "layout")}:it";
        var credentials = await CredentialsAsync();
        await programs.SkopeoAsync("copy", "--all", "--preserve-digests", "--src-tls-verify=false", "--src-creds", credentials, $"docker://{programs.Host}/{from}", layout);
        await programs.SkopeoAsync("copy", "--all", "--preserve-digests", "--dest-tls-verify=false", "--dest-creds", credentials, layout, $"docker://{programs.Host}/{to}");
    }

    private async Task<string> CredentialsAsync() => Encoding.UTF8.GetString(Convert.FromBase64String(await TokenAsync(Account)));

    /// <summary>An image of one layer for one platform.</summary>
    private async Task<(byte[] Manifest, string Digest)> PushPlatformAsync(string name, string architecture)
    {
        var (layer, difference) = Archive(architecture);
        var config = Encoding.UTF8.GetBytes($$$"""{"architecture":"{{{architecture}}}","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["{{{difference}}}"]}}""");
        var text = Encoding.UTF8.GetString(RegistryClient.Manifest(await Client.PushAsync(name, config), config.Length, await Client.PushAsync(name, layer), layer.Length));
        var manifest = Encoding.UTF8.GetBytes(text.Replace("application/vnd.oci.image.layer.v1.tar", Layer, StringComparison.Ordinal));
        var digest = RegistryClient.DigestOf(manifest);
        (await Client.PutManifestAsync(name, digest, manifest)).With(201);
        return (manifest, digest);
    }

    private static (byte[] Compressed, string Digest) Archive(string content)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(archive.ToArray());
        return (compressed.ToArray(), RegistryClient.DigestOf(archive.ToArray()));
    }

    private static string Entry((byte[] Manifest, string Digest) image, string architecture) =>
        $$$"""{"mediaType":"{{{RegistryClient.OciManifest}}}","digest":"{{{image.Digest}}}","size":{{{image.Manifest.Length}}},"platform":{"architecture":"{{{architecture}}}","os":"linux"}}""";
}
