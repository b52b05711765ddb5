using Workbook.Orchestration.Images.Scanning;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Tests.Images.Scanning;

/// <summary>Packages that are looked up in advisories.</summary>
public class AdvisoryBookTests
{
    private static readonly AdvisoryBook Book = new(DateTimeOffset.UnixEpoch,
    [
        new("CVE-1", FindingSeverity.High, "one", "https://one", [new("Debian:11", "openssl", null, "1.1.1k-1+deb11u2"), new("Alpine:v3.15", "openssl", null, "1.1.1n-r0")]) { CvssScore = "7.5", CvssVector = "CVSS:3.1/AV:N" },
        new("CVE-2", FindingSeverity.Critical, "two", "https://two", [new("NuGet", "System.Text.Json", "8.0.0", "8.0.5"), new("NuGet", "System.Text.Json", "6.0.0", "6.0.10")]),
        new("CVE-3", FindingSeverity.Low, "three", "https://three", [new("Debian:11", "openssl", null, null)]),
    ]);

    private static IEnumerable<string> Names(params InstalledPackage[] packages) => Book.About(packages).Select(finding => finding.Name!);

    [TestCase("Debian:11", "openssl", "1.1.1k-1+deb11u1", "CVE-1,CVE-3")]
    [TestCase("Debian:11", "openssl", "1.1.1k-1+deb11u2", "CVE-3", TestName = "The version with the fix is well")]
    [TestCase("Debian:12", "openssl", "1.1.1k-1+deb11u1", "", TestName = "Another release has other fixes")]
    [TestCase("Alpine:v3.15", "openssl", "1.1.1l-r8", "CVE-1")]
    [TestCase("Alpine:v3.15", "openssl", "1.1.1n-r0", "")]
    [TestCase("Alpine:v3.15", "openssl", "what?", "", TestName = "What cannot be compared is not accused")]
    [TestCase("NuGet", "system.text.JSON", "8.0.4", "CVE-2", TestName = "Names of NuGet do not differ by case")]
    [TestCase("NuGet", "System.Text.Json", "8.0.5", "")]
    [TestCase("NuGet", "System.Text.Json", "6.0.9", "CVE-2")]
    [TestCase("NuGet", "System.Text.Json", "7.0.0", "", TestName = "Between two ranges is in neither")]
    [TestCase("NuGet", "System.Text.Json", "5.0.0", "", TestName = "What is older than the fault does not have it")]
    public void A_package_has_what_is_known_of_its_version(string ecosystem, string name, string version, string expected) =>
        string.Join(',', Names(new InstalledPackage(ecosystem, name, version))).Should().Be(expected);

    [Test]
    public void A_finding_says_what_ECR_says()
    {
        var finding = Book.About([new("Alpine:v3.15", "openssl", "1.1.1l-r8")]).Single();

        (finding.Name, finding.Severity, finding.Description, finding.Uri).Should().Be(("CVE-1", "HIGH", "one", "https://one"));
        finding.Attributes!.Select(each => (each.Key, each.Value)).Should().Equal(
            ("package_version", "1.1.1l-r8"), ("package_name", "openssl"), ("CVSS3_VECTOR", "CVSS:3.1/AV:N"), ("CVSS3_SCORE", "7.5"));
    }

    [Test]
    public void The_gravest_comes_first_and_each_once()
    {
        var openssl = new InstalledPackage("Debian:11", "openssl", "1.0");
        Names(openssl, openssl, new("NuGet", "System.Text.Json", "8.0.0")).Should().Equal("CVE-2", "CVE-1", "CVE-3");
    }
}
