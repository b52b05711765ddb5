using System.Text;
using Workbook.Orchestration.Images;
using Workbook.Shapes;

namespace Workbook.Orchestration.Tests.Images;

/// <summary>Manifests of all kinds, and what is none.</summary>
public class ImageManifestTests
{
    private const string Sha = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Test]
    public void What_no_registry_keeps_is_left_out()
    {
        var manifest = Push.Parse($$"""
            {"schemaVersion":2,"mediaType":"{{ImageManifest.OciManifest}}","config":{"mediaType":"c","digest":"{{Sha}}","size":1},
             "layers":[{"mediaType":"l","digest":"{{Sha}}","size":2,"urls":["https://example.com/layer"]},{"mediaType":"l","digest":"{{Sha}}","size":3}]}
            """);

        manifest.Layers.Should().Equal(new Descriptor("l", Sha, 3));
    }

    [TestCase("""{"schemaVersion":2,"manifests":[]}""", null, ImageManifest.OciIndex)]
    [TestCase("""{"schemaVersion":2,"manifests":[]}""", ImageManifest.DockerList, ImageManifest.DockerList)]
    [TestCase($$"""{"schemaVersion":2,"config":{"digest":"{{Sha}}","size":0},"layers":[]}""", null, ImageManifest.OciManifest)]
    [TestCase($$"""{"schemaVersion":2,"config":{"digest":"{{Sha}}","size":0},"layers":[]}""", ImageManifest.DockerManifest, ImageManifest.DockerManifest)]
    public void A_manifest_that_does_not_say_what_it_is_is_known_by_its_header_or_its_members(string json, string? header, string expected) =>
        Push.Parse(json, header).MediaType.Should().Be(expected);

    [TestCase("", "Invalid JSON syntax")]
    [TestCase("[]", "Invalid JSON syntax")]
    [TestCase("{\"schemaVersion\":2", "Invalid JSON syntax")]
    [TestCase("""{"schemaVersion":1,"name":"web"}""", "Manifests of schema version 2 are supported only")]
    [TestCase("""{"schemaVersion":"2"}""", "Manifests of schema version 2 are supported only")]
    [TestCase("""{"schemaVersion":2,"mediaType":"text/plain"}""", "The media type text/plain is not supported")]
    [TestCase("""{"schemaVersion":2,"mediaType":5}""", "The manifest's mediaType is not a string")]
    [TestCase("""{"schemaVersion":2}""", "The manifest has no config")]
    [TestCase("""{"schemaVersion":2,"config":[]}""", "The manifest's config is not a descriptor")]
    [TestCase("""{"schemaVersion":2,"config":{"digest":"sha256:../../etc/passwd","size":1}}""", "The manifest's config has no valid digest")]
    [TestCase("""{"schemaVersion":2,"config":{"size":1}}""", "The manifest's config has no valid digest")]
    [TestCase($$"""{"schemaVersion":2,"config":{"digest":"{{Sha}}"} }""", "The manifest's config has no valid size")]
    [TestCase($$"""{"schemaVersion":2,"config":{"digest":"{{Sha}}","size":-1} }""", "The manifest's config has no valid size")]
    [TestCase($$"""{"schemaVersion":2,"config":{"digest":"{{Sha}}","size":1},"layers":{} }""", "The manifest has no layers")]
    [TestCase("""{"schemaVersion":2,"manifests":[5]}""", "The manifest's manifests is not a descriptor")]
    public void Is_refused_in_words(string json, string why)
    {
        var parsing = () => Push.Parse(json);

        parsing.Should().Throw<ApiException>().WithMessage($"Invalid parameter at 'ImageManifest' failed to satisfy constraint: '{why}'")
            .Which.Code.Should().Be("InvalidParameterException");
    }

    [Test]
    public void What_the_client_says_and_what_the_manifest_says_has_to_be_the_same()
    {
        var parsing = () => Push.Parse(Push.ManifestJson("layer"), ImageManifest.OciManifest);

        parsing.Should().Throw<ApiException>().WithMessage("*does not match the media type*");
    }

    [Test]
    public void Four_mebibytes_are_enough()
    {
        var parsing = () => ImageManifest.Parse(Encoding.UTF8.GetBytes(new string(' ', ImageManifest.LargestByteCount + 1)), null);

        parsing.Should().Throw<ApiException>();
    }

    [Test]
    public void Depth_is_bounded()
    {
        var parsing = () => Push.Parse(new string('[', 100_000));

        parsing.Should().Throw<ApiException>();
    }
}
