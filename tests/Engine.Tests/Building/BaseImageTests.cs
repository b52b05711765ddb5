using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Workbook.Engine.Building.Bases;
using Workbook.Orchestration.Images;

namespace Workbook.Engine.Tests.Building;

internal sealed class BaseImageTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("workbook-base-test-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task The_same_files_make_the_same_image_wherever_it_is_made()
    {
        var recipe = Recipe("one");

        var first = await BaseImage.MakeAsync(recipe, Path.Combine(_folder, "a"), default);
        File.SetLastWriteTimeUtc(recipe.Files["/etc/motd"], DateTime.UnixEpoch);
        var second = await BaseImage.MakeAsync(recipe, Path.Combine(_folder, "b"), default);

        second.Manifest.Should().Equal(first.Manifest, "registries and Docker keep the layer once");
    }

    [Test]
    public async Task It_is_made_once_and_again_when_a_file_has_changed()
    {
        var first = await BaseImage.MakeAsync(Recipe("one"), Path.Combine(_folder, "a"), default);
        (await BaseImage.MakeAsync(Recipe("one", write: false), Path.Combine(_folder, "a"), default)).Folder.Should().Be(first.Folder);

        var changed = await BaseImage.MakeAsync(Recipe("another"), Path.Combine(_folder, "a"), default);

        changed.Folder.Should().NotBe(first.Folder);
        Directory.GetDirectories(Path.Combine(_folder, "a")).Should().Equal([changed.Folder], "nobody needs the old one");
    }

    [Test]
    public async Task Its_manifest_config_and_layer_fit_together()
    {
        var image = await BaseImage.MakeAsync(Recipe("one"), Path.Combine(_folder, "a"), default);

        foreach (var (digest, file) in image.Blobs) Digest.Of(await File.ReadAllBytesAsync(file)).Should().Be(digest);
        using var config = JsonDocument.Parse(await File.ReadAllBytesAsync(image.Blobs[image.ConfigDigest]));
        await using var unpacked = new GZipStream(File.OpenRead(image.Blobs.Single(blob => blob.Key != image.ConfigDigest).Value), CompressionMode.Decompress);
        using var layer = new MemoryStream();
        await unpacked.CopyToAsync(layer);
        Digest.Of(layer.ToArray()).Should().Be(config.RootElement.GetProperty("rootfs").GetProperty("diff_ids")[0].GetString());
        layer.Position = 0;
        using var entries = new TarReader(layer);
        var names = new List<string>();
        while (await entries.GetNextEntryAsync() is { } entry) names.Add($"{entry.Name} {entry.LinkName}".Trim());
        names.Should().Equal("tmp", "etc/passwd", "etc/group", "etc/nsswitch.conf", "etc/motd", "bin/greeting /etc/motd");
    }

    [Test]
    public async Task A_puller_finds_it_on_a_port_of_its_own()
    {
        var image = await BaseImage.MakeAsync(Recipe("one"), Path.Combine(_folder, "a"), default);
        await using var server = BaseImageServer.Start(image);
        using var http = new HttpClient { BaseAddress = new($"http://{server.ImageName.Split('/')[0]}/v2/") };

        (await http.GetByteArrayAsync("workbook/test/manifests/1")).Should().Equal(image.Manifest);
        (await http.GetByteArrayAsync($"workbook/test/manifests/{Digest.Of(image.Manifest)}")).Should().Equal(image.Manifest);
        foreach (var (digest, file) in image.Blobs) (await http.GetByteArrayAsync($"workbook/test/blobs/{digest}")).Should().Equal(await File.ReadAllBytesAsync(file));
        foreach (var missing in new[] { "workbook/test/manifests/2", "workbook/other/manifests/1", "workbook/test/blobs/sha256:00", "workbook/test/blobs/..%2fconfig.json" })
            (await http.GetAsync(new Uri(missing, UriKind.Relative))).StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
    }

    private BaseRecipe Recipe(string text, bool write = true)
    {
        var file = Path.Combine(_folder, "motd");
        if (write) File.WriteAllText(file, text);
        return new("workbook/test", "1")
        {
            Files = new(StringComparer.Ordinal) { ["/etc/motd"] = file },
            Links = new Dictionary<string, string> { ["/bin/greeting"] = "/etc/motd" },
            Environment = ["PATH=/bin"],
        };
    }
}
