using System.IO.Compression;

namespace Workbook.Exercises.Tests.Checks;

public sealed class LayerDigestChecks : RegistryChecks
{
    private const string Repository = "fish/market";

    private static readonly Blob Base = Layer(("etc/os-release", "ID=tiny\n"));
    private static readonly Blob App = Layer(("app/fish", "herring\n"));
    private static readonly Blob Later = Layer(("app/fish", "herrings\n"));

    private static readonly (string Name, Blob Blob)[] Blobs =
        [("base", Base), ("app", App), ("app again", new(App.Bytes)), ("app packed", Packed(App)), ("app changed", Later), ("nothing at all", new([]))];

    private static readonly string[] There = ["base", "app packed"];

    protected override async Task SetTheSceneAsync()
    {
        await Ecr.CreateRepositoryAsync(new() { RepositoryName = Repository });
        foreach (var (_, blob) in Blobs.Where(each => There.Contains(each.Name))) await UploadAsync(Repository, blob);
    }

    protected override object Request => Blobs.Select(each => new { name = each.Name, bytes = Convert.ToBase64String(each.Blob.Bytes) });

    [Test]
    [Requirement("There is a digest for each of the six, in the form that registries use", "sha256: and 64 hexadecimal digits, with small letters.")]
    public void EachHasADigest()
    {
        var reports = Reports();
        RequireList("the names in what was returned", reports.Select(report => report.Name ?? "nothing"), [.. Blobs.Select(each => each.Name)]);
        foreach (var report in reports.Where(report => !HasItsForm(report.Digest)))
            throw new AssertionException($"Expected the digest of \"{report.Name}\" to look like sha256:0a1b…, with 64 digits, but found \"{report.Digest}\".");
    }

    [Test]
    [Requirement("Each digest is the SHA-256 of the bytes", "Of the bytes as they are: not of their Base64, not of what is packed in them.")]
    public void DigestsAreOfTheBytes()
    {
        foreach (var name in new[] { "base", "app", "app again", "app packed", "app changed" })
        {
            if (Of(name).Digest != Blobs.Single(each => each.Name == name).Blob.Digest) throw new AssertionException($"Expected the digest of \"{name}\" to be the SHA-256 of its bytes, but found \"{Of(name).Digest}\".");
        }
    }

    [Test]
    [Requirement("For each of the six it is said whether fish/market has it already", "BatchCheckLayerAvailability takes digests, and answers AVAILABLE or UNAVAILABLE for each.")]
    public void WhatIsThereIsKnown()
    {
        foreach (var (name, _) in Blobs)
        {
            var expected = There.Contains(name);
            if (Of(name).IsThere != expected) throw new AssertionException($"Expected \"{name}\" to be told as {(expected ? "there already" : "missing")} in fish/market, but found the contrary.");
        }
    }

    [Test]
    [Requirement("No bytes have a digest as well", "SHA-256 is defined for an empty input, too.")]
    public void NothingHasADigest()
    {
        if (Of("nothing at all").Digest != DigestOf([])) throw new AssertionException($"Expected the digest of no bytes, but found \"{Of("nothing at all").Digest}\".");
    }

    private Report[] Reports() => Answered<Report[]>() is { Length: > 0 } reports && reports.All(report => report is not null)
        ? reports
        : throw new AssertionException("Expected a list with a name, a digest and a word on each of the six, but found something else returned, or nothing.");

    private Report Of(string name) => Reports().FirstOrDefault(report => report.Name == name) ?? throw new AssertionException($"Expected a report on \"{name}\", but found none.");

    private static bool HasItsForm(string? digest) => digest is { Length: 71 } && digest.StartsWith("sha256:", StringComparison.Ordinal) && digest[7..].All(char.IsAsciiHexDigitLower);

    private static Blob Packed(Blob layer)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(layer.Bytes);
        return new(bytes.ToArray());
    }

    private sealed record Report(string? Name, string? Digest, bool? IsThere);
}
