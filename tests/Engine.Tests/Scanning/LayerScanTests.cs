using Workbook.Engine.Scanning;
using Workbook.Shapes.Ecr;

namespace Workbook.Engine.Tests.Scanning;

/// <summary>Images are scanned by reading their layers.</summary>
internal sealed class LayerScanTests : ScanFixture
{
    private const string UnsupportedImage = "UnsupportedImageError: The operating system and/or package manager are not supported.";

    [SetUp]
    public Task Start() => StartAsync();

    [Test]
    public async Task An_old_Alpine()
    {
        var scan = await ScanAsync(TestLayer.Gzip(TestLayer.Tar(("etc/os-release", TestLayer.Alpine315), ("lib/apk/db/installed", TestLayer.Apk))));

        (scan.Status, scan.Description).Should().Be((ScanStatus.Complete, "The scan was completed successfully."));
        Told(scan).Should().Equal("CVE-2022-0778 HIGH openssl 1.1.1l-r7");
        scan.SourceUpdatedAt.Should().BeAfter(DateTimeOffset.UnixEpoch);
    }

    [Test]
    public async Task An_old_Debian_with_packages_that_were_removed_and_rebuilt()
    {
        var scan = await ScanAsync(TestLayer.Tar(("usr/lib/os-release", TestLayer.Debian11), ("var/lib/dpkg/status", TestLayer.Dpkg)));

        Told(scan).Should().Equal("CVE-2022-0778 HIGH openssl 1.1.1k-1+deb11u1", "CVE-2023-4911 HIGH glibc 2.31-13+deb11u2");
    }

    [Test]
    public async Task A_distroless_Debian()
    {
        var scan = await ScanAsync(TestLayer.Tar(
            ("etc/os-release", TestLayer.Debian11), ("var/lib/dpkg/status.d/zlib1g", "Package: zlib1g\nSource: zlib\nVersion: 1:1.2.11.dfsg-2\n"), ("var/lib/dpkg/status.d/zlib1g.md5sums", "Package: openssl\nVersion: 1.0\n")));

        Told(scan).Should().Equal("CVE-2022-37434 CRITICAL zlib 1:1.2.11.dfsg-2", "CVE-2018-25032 HIGH zlib 1:1.2.11.dfsg-2");
    }

    [Test]
    public async Task A_program_for_DotNet_with_nothing_else()
    {
        var scan = await ScanAsync(TestLayer.Tar(("app/web.deps.json", TestLayer.Deps), ("app/broken.deps.json", "{")));

        Told(scan).Should().Equal("CVE-2024-21907 HIGH Newtonsoft.Json 12.0.3");
    }

    [Test]
    public async Task What_a_later_layer_upgrades_or_removes_is_not_found()
    {
        var old = TestLayer.Tar(("etc/os-release", TestLayer.Alpine315), ("lib/apk/db/installed", TestLayer.Apk), ("app/web.deps.json", TestLayer.Deps));
        var upgrade = TestLayer.Gzip(TestLayer.Tar(("lib/apk/db/installed", "P:libssl1.1\nV:1.1.1n-r0\no:openssl\n"), ("app/.wh.web.deps.json", "")));

        var scan = await ScanAsync(old, upgrade);

        (scan.Status, scan.Findings.Count).Should().Be((ScanStatus.Complete, 0));
    }

    [Test]
    public async Task An_image_without_packages_fails_in_the_words_of_ECR()
    {
        foreach (var layer in new[] { TestLayer.Tar(("bin/program", "x")), TestLayer.Tar(("etc/os-release", "ID=wolfi\nVERSION_ID=1\n"), ("lib/apk/db/installed", TestLayer.Apk)) })
        {
            var scan = await ScanAsync(layer);
            (scan.Status, scan.Description).Should().Be((ScanStatus.Failed, UnsupportedImage));
        }
    }

    [Test]
    public async Task A_layer_that_cannot_be_read_fails_the_scan_and_no_other()
    {
        (await ScanAsync("no archive"u8.ToArray())).Description.Should().Be("The layer is not a tar archive.");
        (await ScanAsync([0x1F, 0x8B, 0x08, 0xFF, 0xFF])).Status.Should().Be(ScanStatus.Failed);
        (await ScanAsync([0x28, 0xB5, 0x2F, 0xFD, 0x00])).Description.Should().EndWith("is compressed with zstd, which cannot be read here.");
        (await ScanAsync(TestLayer.Tar(("app/web.deps.json", TestLayer.Deps)))).Status.Should().Be(ScanStatus.Complete);
    }

    [Test]
    public async Task Advisories_of_the_users_own_are_added()
    {
        await StopAsync();
        var file = Path.Combine(Folder.Path, "own.json");
        await File.WriteAllTextAsync(file, """{"updatedAt":"2031-01-01T00:00:00Z","advisories":[{"id":"OWN-1","severity":"LOW","description":"d","uri":"https://own","affected":[{"ecosystem":"NuGet","package":"System.Text.Json"}]}]}""");
        await StartAsync(new() { Advisories = file });

        var scan = await ScanAsync(TestLayer.Tar(("app/web.deps.json", TestLayer.Deps)));

        Told(scan).Should().Equal("CVE-2024-21907 HIGH Newtonsoft.Json 12.0.3", "OWN-1 LOW System.Text.Json 8.0.5");
        scan.SourceUpdatedAt!.Value.Year.Should().Be(2031);
    }

    [TestCase("{", "*is not a file of advisories: *")]
    [TestCase("""{"updatedAt":"2031-01-01T00:00:00Z"}""", "*is not a file of advisories: *advisories*")]
    [TestCase("""{"updatedAt":"2031-01-01T00:00:00Z","advisories":[{"id":"A","severity":"BAD","description":"d","uri":"u","affected":[]}]}""", "*A has the severity BAD, which is none of CRITICAL, *")]
    [TestCase("""{"updatedAt":"2031-01-01T00:00:00Z","advisories":[{"id":"A","severity":"LOW","description":"d","uri":"u","affected":[{"ecosystem":"npm","package":"p"}]}]}""", "*A names the ecosystem npm, which is none of *")]
    public async Task A_file_that_is_none_is_refused_at_the_start(string text, string message)
    {
        await StopAsync();
        var file = Path.Combine(Folder.Path, "own.json");
        await File.WriteAllTextAsync(file, text);

        await FluentActions.Awaiting(() => StartAsync(new() { Advisories = file })).Should().ThrowAsync<IOException>().WithMessage(message);
    }

    [Test]
    public async Task A_file_that_is_not_there_is_refused_at_the_start()
    {
        await StopAsync();
        await FluentActions.Awaiting(() => StartAsync(new() { Advisories = Path.Combine(Folder.Path, "gone.json") })).Should().ThrowAsync<IOException>().WithMessage("*gone.json*");
    }
}
