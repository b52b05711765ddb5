using System.Text.Json;
using Amazon.ECR.Model;

namespace Workbook.Exercises.Tests.Checks;

public sealed class SmallestImageChecks : RegistryChecks
{
    private const string Repository = "mill/tools";
    private const string Flour = "flour-1.0";
    private const string Bran = "bran-1.0";

    // 120 KiB of text, which gzip makes a few hundred bytes of.
    private static readonly string Library = string.Concat(Enumerable.Range(0, 3000).Select(line => $"instruction {line % 50,4} of the runtime's library\n"));

    private static readonly (string Path, string Text)[] Runtime = [("usr/lib/mill/runtime.txt", Library), ("etc/os-release", "ID=mill\nVERSION_ID=3\n")];

    private IReadOnlyList<ImageDetail> _first = [];
    private IReadOnlyList<ImageDetail> _second = [];
    private IReadOnlyList<ImageDetail> _third = [];

    protected override object Request => RequestWith("grind the grain\n");

    /// <summary>The same once more, and then with another program for flour.</summary>
    protected override async Task AfterwardsAsync()
    {
        _first = await FoundAsync();
        if (_first.Count == 0) return;
        await Session.RunSubmissionAsync(Request);
        _second = await FoundAsync();
        await Session.RunSubmissionAsync(RequestWith("grind the grain twice\n"));
        _third = await FoundAsync();
    }

    [Test]
    [Requirement("The repository mill/tools has the images flour-1.0 and bran-1.0, each of two layers and with its entry point", "CreateRepository, then for each image: layers, config, manifest. The entry point is a list of one text, and diff_ids has both layers, unpacked.")]
    public async Task BothImagesAreThere()
    {
        foreach (var (tag, program) in new[] { (Flour, "/app/flour"), (Bran, "/app/bran") })
        {
            var manifest = await ManifestAsync(tag);
            using (About($"the number of layers of {tag}")) LayersOf(manifest).Count.Should().Be(2);
            var config = await ConfigAsync(Repository, manifest);
            Require($"the platform in the config of {tag}", $"{TextOf(config, "os")}/{TextOf(config, "architecture")}", "linux/amd64");
            Require($"the entry point in the config of {tag}", TextOf(config, "config", "Entrypoint"), $"[\"{program}\"]");
            var archives = new List<string>();
            foreach (var layer in LayersOf(manifest)) archives.Add(DigestOf(Unpacked(await DownloadAsync(Repository, layer))));
            Require($"the diff_ids of {tag}", TextOf(config, "rootfs", "diff_ids"), JsonSerializer.Serialize(archives));
        }
    }

    [Test]
    [Requirement("Both have the same lower layer, with the files of the runtime", "The same files in the same order with the same times are the same bytes, and so the same layer.")]
    public async Task TheyShareTheirBase()
    {
        var (flour, bran) = (await LayersAsync(Flour), await LayersAsync(Bran));
        RequireFiles("the lower layer of flour-1.0", await DownloadAsync(Repository, flour[0]), Runtime);
        if (flour[0] != bran[0]) throw new AssertionException("Expected flour-1.0 and bran-1.0 to have the same lower layer, but found two different digests.");
    }

    [Test]
    [Requirement("The upper layer of each has its program and nothing else", "What does not belong into an image is left out before the archive is written: a later layer could only cover it.")]
    public async Task EachHasItsProgramOnly()
    {
        RequireFiles("the upper layer of flour-1.0", await UpperAsync(Flour), ("app/flour", "grind the grain\n"));
        RequireFiles("the upper layer of bran-1.0", await UpperAsync(Bran), ("app/bran", "sift the flour\n"), ("app/sieve.txt", "fine\n"));
    }

    [Test]
    [Requirement("Each image takes less than 4 KiB in the registry", "ImageSizeInBytes counts what is stored. GZipStream makes text small, and the media type ends in +gzip then.")]
    public async Task TheyAreSmall()
    {
        foreach (var tag in new[] { Flour, Bran })
        {
            var size = Tagged(_first, tag)?.ImageSizeInBytes ?? (await ImageAsync(Repository, tag)).ImageSizeInBytes;
            if (size >= 4096) throw new AssertionException($"Expected {tag} to take less than 4096 bytes in the registry, but found {size}.");
            var manifest = await ManifestAsync(tag);
            foreach (var type in manifest.GetProperty("layers").EnumerateArray().Select(layer => TextOf(layer, "mediaType")))
                Require($"the media type of a layer of {tag}", type, "application/vnd.oci.image.layer.v1.tar+gzip");
        }
    }

    [Test]
    [Requirement("The same request again gives the same two images, and no third one", "Whatever is not in the request must not get into the bytes: no time of day, no id. And what is there already must not be an error: the repository, layers, images.")]
    public void SameAgain()
    {
        RequireBoth(_first);
        foreach (var tag in new[] { Flour, Bran }) Require($"the digest of {tag} after a second run", Tagged(_second, tag)?.ImageDigest, Tagged(_first, tag)!.ImageDigest);
        using (About("the number of images after a second run")) _second.Count.Should().Be(2);
    }

    [Test]
    [Requirement("When only the program of flour changes, flour-1.0 moves, and all else stays", "PutImage with another manifest and the same tag moves the tag.")]
    public async Task OnlyFlourChanges()
    {
        RequireBoth(_first);
        Require("the digest of bran-1.0 after flour has changed", Tagged(_third, Bran)?.ImageDigest, Tagged(_first, Bran)!.ImageDigest);
        if (Tagged(_third, Flour) is not { } flour || flour.ImageDigest == Tagged(_first, Flour)!.ImageDigest) throw new AssertionException("Expected flour-1.0 to be another image after its program has changed, but found the same one, or none.");
        var layers = LayersOf(await ManifestAsync(Repository, flour));
        RequireFiles("the upper layer of flour-1.0 after a change", await DownloadAsync(Repository, layers[^1]), ("app/flour", "grind the grain twice\n"));
        Require("the lower layer of flour-1.0 after a change", layers[0], LayersOf(await ManifestAsync(Repository, Tagged(_first, Bran)!))[0]);
    }

    private static object RequestWith(string flour) => new
    {
        runtime = Files(Runtime),
        images = new object[]
        {
            new { tag = Flour, entryPoint = "/app/flour", files = Files(("src/flour.c", "int main() { }\n"), ("app/flour", flour), ("src/token.txt", "hunter2\n")) },
            new { tag = Bran, entryPoint = "/app/bran", files = Files(("app/sieve.txt", "fine\n"), ("app/bran", "sift the flour\n"), ("src/bran.c", "int main() { }\n")) },
        },
    };

    private static IEnumerable<object> Files(params (string Path, string Text)[] files) => files.Select(file => new { path = file.Path, text = file.Text });

    private static ImageDetail? Tagged(IEnumerable<ImageDetail> images, string tag) => images.FirstOrDefault(image => image.ImageTags?.Contains(tag) == true);

    private static void RequireBoth(IReadOnlyList<ImageDetail> images)
    {
        if (Tagged(images, Flour) is null || Tagged(images, Bran) is null) throw new AssertionException($"Expected the images flour-1.0 and bran-1.0 in mill/tools, but found {ListOf(images.SelectMany(image => image.ImageTags ?? []).Order(StringComparer.Ordinal))}.");
    }

    // After the first run, before the program was changed.
    private async Task<JsonElement> ManifestAsync(string tag) => await ManifestAsync(Repository, Tagged(_first, tag) ?? await ImageAsync(Repository, tag));

    private async Task<IReadOnlyList<string>> LayersAsync(string tag)
    {
        var layers = LayersOf(await ManifestAsync(tag));
        return layers.Count > 0 ? layers : throw new AssertionException($"Expected layers in {tag}, but found none.");
    }

    private async Task<byte[]> UpperAsync(string tag)
    {
        var layers = await LayersAsync(tag);
        return layers.Count > 1 ? await DownloadAsync(Repository, layers[^1]) : throw new AssertionException($"Expected a layer upon another in {tag}, but found one only.");
    }

    private static void RequireFiles(string subject, byte[] layer, params (string Path, string Text)[] expected)
    {
        var files = FilesOf(layer);
        RequireList($"the files in {subject}", files.Keys, [.. expected.Select(file => file.Path)]);
        foreach (var (path, text) in expected.Where(file => files[file.Path] != file.Text))
            throw new AssertionException($"Expected {path} in {subject} to have the {text.Length} characters of the request, but found {files[path].Length} that differ.");
    }

    private async Task<IReadOnlyList<ImageDetail>> FoundAsync()
    {
        try
        {
            return await ImagesAsync(Repository);
        }
        catch (AssertionException)
        {
            return [];
        }
    }
}
