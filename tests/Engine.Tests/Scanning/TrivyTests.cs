using Workbook.Engine.Scanning;
using Workbook.Shapes.Ecr;

namespace Workbook.Engine.Tests.Scanning;

/// <summary>Images are scanned by a program that behaves as trivy does: a script that looks at what it is given and prints a report.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
[Platform(Exclude = "Win", Reason = "The stand-in is a shell script.")]
internal sealed class TrivyTests : ScanFixture
{
    private const string Report = """
        {"SchemaVersion":2,"CreatedAt":"2026-05-01T12:00:00Z","ArtifactName":"layout","ArtifactType":"container_image",
         "Metadata":{"OS":{"Family":"alpine","Name":"3.15.0","EOSL":true},"ImageConfig":{"architecture":"amd64"}},
         "Results":[
          {"Target":"layout (alpine 3.15.0)","Class":"os-pkgs","Type":"alpine","Vulnerabilities":[
           {"VulnerabilityID":"CVE-2022-1271","PkgID":"xz-libs@5.2.5-r0","PkgName":"xz-libs","InstalledVersion":"5.2.5-r0","FixedVersion":"5.2.5-r1","Status":"fixed",
            "SeveritySource":"nvd","PrimaryURL":"https://avd.aquasec.com/nvd/cve-2022-1271","Title":"gzip: arbitrary-file-write vulnerability","Description":"An arbitrary file write vulnerability was found.",
            "Severity":"HIGH","CweIDs":["CWE-20"],"CVSS":{"ghsa":{"V3Vector":"CVSS:3.1/AV:L","V3Score":7},"nvd":{"V2Vector":"AV:N/AC:M","V3Vector":"CVSS:3.1/AV:N","V2Score":6.8,"V3Score":8.8}}},
           {"VulnerabilityID":"CVE-2099-1","PkgName":"busybox","InstalledVersion":"1.34.1-r3","Severity":"UNKNOWN","Title":"only a title"}]},
          {"Target":"Node.js","Class":"lang-pkgs","Type":"node-pkg"}]}
        """;

    private string Log => Path.Combine(Folder.Path, "log");

    private async Task<Workbook.Orchestration.Images.Scanning.EcrScan> ScanWithAsync(string script)
    {
        var program = Path.Combine(Folder.Path, "trivy");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n" + script);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await StartAsync(new() { Trivy = program });
        return await ScanAsync(TestLayer.Tar(("a", "x")));
    }

    private Task<Workbook.Orchestration.Images.Scanning.EcrScan> ReportedAsync(string report) => ScanWithAsync($"cat <<'END'\n{report}\nEND\n");

    [Test]
    public async Task What_it_reports_is_found()
    {
        var scan = await ReportedAsync(Report);

        Told(scan).Should().Equal("CVE-2022-1271 HIGH xz-libs 5.2.5-r0", "CVE-2099-1 UNDEFINED busybox 1.34.1-r3");
        var first = scan.Findings[0];
        (first.Uri, first.Description).Should().Be(("https://avd.aquasec.com/nvd/cve-2022-1271", "An arbitrary file write vulnerability was found."));
        first.Attributes!.Skip(2).Select(each => (each.Key, each.Value)).Should().Equal(
            ("CVSS3_VECTOR", "CVSS:3.1/AV:N"), ("CVSS3_SCORE", "8.8"), ("CVSS2_VECTOR", "AV:N/AC:M"), ("CVSS2_SCORE", "6.8"));
        scan.Findings[1].Description.Should().Be("only a title");
    }

    [Test]
    public async Task It_is_given_the_image_as_an_OCI_layout()
    {
        await ScanWithAsync($$"""
            echo "$1 $2 $4 $5" > '{{Log}}'
            cat "$3/oci-layout" "$3/index.json" >> '{{Log}}'
            for blob in "$3"/blobs/sha256/*; do [ "$(sha256sum < "$blob" | cut -d' ' -f1)" = "$(basename "$blob")" ] && echo whole >> '{{Log}}'; done
            echo '{"SchemaVersion":2,"Results":[{"Target":"x"}]}'
            """);

        var log = await File.ReadAllTextAsync(Log);
        log.Should().StartWith("image --input --format json\n{\"imageLayoutVersion\":\"1.0.0\"}").And.Contain(TheScan().Digest);
        log.Split("whole").Should().HaveCount(4, "there are a config, a layer and a manifest");
        Directory.GetFileSystemEntries(Path.GetTempPath(), "workbook-scan-*").Should().NotContain(path => log.Contains(path, StringComparison.Ordinal));
        TheScan().Status.Should().Be(ScanStatus.Complete);
    }

    [TestCase("echo first >&2; echo 'FATAL no database' >&2; exit 1", "trivy failed: FATAL no database")]
    [TestCase("exit 3", "trivy failed: it did not say why")]
    [TestCase("echo nonsense", "What trivy printed is not its JSON: *")]
    [TestCase("echo '{\"SchemaVersion\":1}'", "What trivy printed is not a report of schema version 2.")]
    [TestCase("echo '{\"SchemaVersion\":2,\"Metadata\":{}}'", "UnsupportedImageError: *")]
    public async Task What_goes_wrong_is_said_of_the_scan(string script, string description)
    {
        var scan = await ScanWithAsync(script);

        scan.Status.Should().Be(ScanStatus.Failed);
        scan.Description.Should().Match(description);
        scan.Findings.Should().BeEmpty();
    }

    [Test]
    public async Task An_image_whose_packages_are_well_has_no_findings() =>
        (await ReportedAsync("""{"SchemaVersion":2,"Metadata":{"OS":{"Family":"alpine","Name":"3.22"}}}""")).Status.Should().Be(ScanStatus.Complete);

    [Test]
    public async Task A_program_that_is_not_there_is_said_to_be_missing()
    {
        await StartAsync(new() { Trivy = Path.Combine(Folder.Path, "gone") });
        (await ScanAsync(TestLayer.Tar(("a", "x")))).Description.Should().StartWith("trivy cannot be started: ");
    }

    [Test]
    public async Task A_scan_that_the_end_of_the_process_broke_off_is_done_after_the_next_start()
    {
        var program = Path.Combine(Folder.Path, "trivy");
        // The pipe says when it runs; it would wait for ever.
        var pipe = Path.Combine(Folder.Path, "pipe");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [pipe])) await mkfifo.WaitForExitAsync();
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho begun > '{pipe}'\nexec cat '{pipe}'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await StartAsync(new() { Trivy = program });
        await PushAsync(TestLayer.Tar(("app/web.deps.json", TestLayer.Deps)));
        (await File.ReadAllTextAsync(pipe)).Should().Be("begun\n");
        TheScan().Status.Should().Be(ScanStatus.InProgress);
        await StopAsync();

        await StartAsync();
        await Engine.Clock.RestAsync();

        TheScan().Status.Should().Be(ScanStatus.Complete);
        Told(TheScan()).Should().Equal("CVE-2024-21907 HIGH Newtonsoft.Json 12.0.3");
    }
}
