using System.IO.Compression;
using System.Text.Json;

namespace Workbook.Exercises.Tests.Checks;

public sealed class ImageConfigChecks : RegistryChecks
{
    private const string Repository = "post/office";

    private static readonly Blob Plain = Layer(("app/office", "pretend that this is a program\n"), ("app/stamps.txt", "penny black\n"));
    private static readonly Blob Packed = Pack(Plain);

    protected override async Task SetTheSceneAsync()
    {
        await Ecr.CreateRepositoryAsync(new() { RepositoryName = Repository });
        await UploadAsync(Repository, Packed);
    }

    protected override object Request => new { layer = Convert.ToBase64String(Packed.Bytes) };

    [Test]
    [Requirement("post/office:1.0 is an image for linux/arm64 with the given layer, as it was uploaded", "The manifest names the layer by the digest of its packed bytes, and says by the media type that it is packed.")]
    public async Task ImageIsComplete()
    {
        var manifest = await ManifestAsync();
        RequireList("the layers of post/office:1.0", LayersOf(manifest), Packed.Digest);
        var layer = manifest.GetProperty("layers")[0];
        Require("the media type of the layer", TextOf(layer, "mediaType"), "application/vnd.oci.image.layer.v1.tar+gzip");
        Require("the size of the layer in the manifest", TextOf(layer, "size"), $"{Packed.Bytes.Length}");
        var config = await ConfigAsync();
        Require("the platform in the config", $"{TextOf(config, "os")}/{TextOf(config, "architecture")}", "linux/arm64");
    }

    [Test]
    [Requirement("The config says what is started, where, and with which variable", "Entrypoint, Cmd and Env are lists of texts; a variable is one text, NAME=VALUE.")]
    public async Task StartsTheProgram()
    {
        var config = await ConfigAsync();
        RequireJson("Entrypoint", config, """["/app/office"]""");
        RequireJson("Cmd", config, """["--counters","3"]""");
        RequireJson("WorkingDir", config, "/app");
        RequireJson("Env", config, """["TZ=UTC"]""");
    }

    [Test]
    [Requirement("The program runs as user 10001 and is stopped by SIGINT", "Both are texts: User, StopSignal.")]
    public async Task RunsAsNobodySpecial()
    {
        var config = await ConfigAsync();
        RequireJson("User", config, "10001");
        RequireJson("StopSignal", config, "SIGINT");
    }

    [Test]
    [Requirement("Docker asks every 15 seconds, for 3 seconds at most, and three failures are enough", "Durations in the config are numbers of nanoseconds: a second has 1,000,000,000 of them.")]
    public async Task SaysHowItsHealthIsAsked()
    {
        var config = await ConfigAsync();
        RequireJson("Healthcheck.Test", config, """["CMD","/app/office","--healthy"]""");
        RequireJson("Healthcheck.Interval", config, "15000000000");
        RequireJson("Healthcheck.Timeout", config, "3000000000");
        RequireJson("Healthcheck.Retries", config, "3");
    }

    [Test]
    [Requirement("The port 8080 and both labels are in the config", "ExposedPorts is an object whose properties are the ports, each with an empty object as value.")]
    public async Task TellsPortAndLabels()
    {
        var config = await ConfigAsync();
        RequireJson("ExposedPorts", config, """{"8080/tcp":{}}""");
        Require("the label org.opencontainers.image.version", TextOf(config, "config", "Labels", "org.opencontainers.image.version"), "7.1");
        Require("the label workbook.app", TextOf(config, "config", "Labels", "workbook.app"), "hello");
    }

    [Test]
    [Requirement("rootfs vouches for the files, packed or not", "diff_ids are digests of the archives themselves: the same files, packed otherwise, keep their diff_id. GZipStream unpacks.")]
    public async Task RootfsIsRight()
    {
        var config = await ConfigAsync();
        Require("the type of rootfs", TextOf(config, "rootfs", "type"), "layers");
        var found = TextOf(config, "rootfs", "diff_ids");
        if (found == JsonSerializer.Serialize(new[] { Packed.Digest })) throw new AssertionException("Expected diff_ids to have the digest of the layer's archive, but found the digest of the packed one.");
        if (found != JsonSerializer.Serialize(new[] { Plain.Digest })) throw new AssertionException($"Expected diff_ids to have the digest of the layer's archive, but found {found ?? "none"}.");
    }

    private async Task<JsonElement> ManifestAsync() => await ManifestAsync(Repository, await ImageAsync(Repository, "1.0"));

    private async Task<JsonElement> ConfigAsync() => await ConfigAsync(Repository, await ManifestAsync());

    // Such as config.Healthcheck.Interval.
    private static void RequireJson(string property, JsonElement config, string expected) =>
        Require($"{property} in the config", TextOf(config, ["config", .. property.Split('.')]), expected);

    private static Blob Pack(Blob layer)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(layer.Bytes);
        return new(bytes.ToArray());
    }
}
