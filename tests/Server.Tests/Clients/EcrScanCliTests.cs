using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using Workbook.Engine.Time;
using Workbook.Server.Tests.Registry;

namespace Workbook.Server.Tests.Clients;

/// <summary>Image scanning through the AWS CLI: of an image with old packages that was pushed to the registry.</summary>
internal sealed class EcrScanCliTests() : ClientFixture(ClockMode.Manual)
{
    private const string Deps =
        """{"libraries":{"Newtonsoft.Json/12.0.3":{"type":"package"},"System.Text.Json/8.0.0":{"type":"package"},"System.Text.Encodings.Web/4.5.0":{"type":"package"}}}""";

    private AwsCli Ecr(string account) => new(Aws.Endpoint, account, Region, "ecr");

    private async Task<string> PushAsync(AwsCli ecr, string repository, string tag, string file = "app/web.deps.json")
    {
        var token = (await ecr.CallAsync("get-authorization-token")).Text("authorizationData.0.authorizationToken");
        using var client = new RegistryClient(Aws.Endpoint, token);
        var layer = Layer(file);
        var manifest = RegistryClient.Manifest(await client.PushAsync(repository, "{}"), 2, await client.PushAsync(repository, layer), layer.Length);
        (await client.PutManifestAsync(repository, tag, manifest)).With(201);
        return RegistryClient.DigestOf(manifest);
    }

    private static byte[] Layer(string file)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, leaveOpen: true)) writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Deps)) });
        return bytes.ToArray();
    }

    [Test]
    public async Task A_scan_is_started_waited_for_and_read()
    {
        var ecr = Ecr(NewAccount());
        await ecr.CallAsync("create-repository", "--repository-name", "web");
        var digest = await PushAsync(ecr, "web", "v1");
        await ecr.RefusedAsync(
            "ScanNotFoundException", "DescribeImageScanFindings",
            $"Image scan does not exist for the image with '{{imageDigest:'null', imageTag:'v1'}}' in the repository with name 'web' in the registry with id '{ecr.Account}'",
            "describe-image-scan-findings", "--repository-name", "web", "--image-id", "imageTag=v1");

        var started = await ecr.CallAsync("start-image-scan", "--repository-name", "web", "--image-id", "imageTag=v1");
        (started.Text("imageScanStatus.status"), started.Text("imageId.imageDigest")).Should().Be(("IN_PROGRESS", digest));
        await ecr.CallAsync("wait", "image-scan-complete", "--repository-name", "web", "--image-id", "imageTag=v1");

        var found = await ecr.CallAsync("describe-image-scan-findings", "--repository-name", "web", "--image-id", "imageTag=v1");
        (found.Text("imageScanStatus.status"), found.Text("imageScanStatus.description")).Should().Be(("COMPLETE", "The scan was completed successfully."));
        Names(found).Should().Equal("CVE-2021-26701", "CVE-2024-21907", "CVE-2024-30105", "CVE-2024-43485");
        found.At("imageScanFindings.findingSeverityCounts").ToString().Should().Match("{*\"CRITICAL\": 1,*\"HIGH\": 3*}");
        found.At("imageScanFindings.findings.1.attributes").EnumerateArray().Select(each => each.Text("key")).Should().Equal("package_version", "package_name", "CVSS3_VECTOR", "CVSS3_SCORE");
    }

    [Test]
    public async Task Findings_come_in_pages()
    {
        var ecr = Ecr(NewAccount());
        await ecr.CallAsync("create-repository", "--repository-name", "web", "--image-scanning-configuration", "scanOnPush=true");
        await PushAsync(ecr, "web", "v1");
        await Aws.Engine.Clock.RestAsync();

        var first = await ecr.CallAsync("describe-image-scan-findings", "--repository-name", "web", "--image-id", "imageTag=v1", "--no-paginate", "--max-results", "3");
        var second = await ecr.CallAsync("describe-image-scan-findings", "--repository-name", "web", "--image-id", "imageTag=v1", "--no-paginate", "--max-results", "3", "--next-token", first.Text("nextToken"));

        Names(first).Concat(Names(second)).Should().Equal("CVE-2021-26701", "CVE-2024-21907", "CVE-2024-30105", "CVE-2024-43485");
        second.TryGetProperty("nextToken", out _).Should().BeFalse();
    }

    [Test]
    public async Task What_is_pushed_is_scanned_and_shown_with_the_image()
    {
        var ecr = Ecr(NewAccount());
        await ecr.CallAsync("put-registry-scanning-configuration", "--scan-type", "BASIC", "--rules", """[{"scanFrequency":"SCAN_ON_PUSH","repositoryFilters":[{"filter":"prod*","filterType":"WILDCARD"}]}]""");
        foreach (var name in new[] { "prod/web", "dev/web" }) await ecr.CallAsync("create-repository", "--repository-name", name);
        await PushAsync(ecr, "prod/web", "v1");
        await PushAsync(ecr, "prod/web", "bare", "bin/program");
        await PushAsync(ecr, "dev/web", "v1");
        await Aws.Engine.Clock.RestAsync();

        var scanned = (await ecr.CallAsync("describe-images", "--repository-name", "prod/web", "--image-ids", "imageTag=v1")).At("imageDetails.0");
        scanned.Text("imageScanStatus.status").Should().Be("COMPLETE");
        scanned.At("imageScanFindingsSummary.findingSeverityCounts.CRITICAL").GetInt32().Should().Be(1);
        var bare = (await ecr.CallAsync("describe-images", "--repository-name", "prod/web", "--image-ids", "imageTag=bare")).At("imageDetails.0");
        (bare.Text("imageScanStatus.status"), bare.Text("imageScanStatus.description")).Should().Be(("FAILED", "UnsupportedImageError: The operating system and/or package manager are not supported."));
        (await ecr.CallAsync("describe-images", "--repository-name", "dev/web")).At("imageDetails.0").TryGetProperty("imageScanStatus", out _).Should().BeFalse();
    }

    private static IEnumerable<string> Names(JsonElement answer) => answer.At("imageScanFindings.findings").EnumerateArray().Select(each => each.Text("name"));
}
