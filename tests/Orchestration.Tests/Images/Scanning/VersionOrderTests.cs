using Workbook.Orchestration.Images.Scanning;

namespace Workbook.Orchestration.Tests.Images.Scanning;

/// <summary>Which of two versions is the later one, by the rules that the distributions document.</summary>
public class VersionOrderTests
{
    // Debian Policy 5.6.12; the first four rows are its own example, in order: ~~, ~~a, ~, nothing, a.
    [TestCase("1~~", "1~~a", -1)]
    [TestCase("1~~a", "1~", -1)]
    [TestCase("1~", "1", -1)]
    [TestCase("1", "1a", -1)]
    [TestCase("1.0", "1.0-0", 0, TestName = "Debian: no revision is the revision 0")]
    [TestCase("0:1.0", "1.0", 0, TestName = "Debian: no epoch is the epoch 0")]
    [TestCase("1:0.9", "1.0", 1, TestName = "Debian: the epoch comes first")]
    [TestCase("1.9", "1.10", -1, TestName = "Debian: numbers by value")]
    [TestCase("1.001", "1.1", 0, TestName = "Debian: leading zeros do not count")]
    [TestCase("1.0a", "1.0+", -1, TestName = "Debian: letters come before other characters")]
    [TestCase("1.0-1-2", "1.0-1-10", -1, TestName = "Debian: the revision is what follows the last hyphen")]
    [TestCase("1.0~rc1-1", "1.0-1", -1)]
    [TestCase("1:1.2.11.dfsg-2", "1:1.2.11.dfsg-2+deb11u2", -1)]
    [TestCase("2.36-9+deb12u3", "2.36-9+deb12u10", -1)]
    [TestCase("1.1.1-1ubuntu2.1~18.04.14", "1.1.1-1ubuntu2.1~18.04.15", -1)]
    [TestCase("1.1.1d-0+deb10u8", "1.1.1n-0+deb10u1", -1)]
    public void Debian(string left, string right, int order) => Check(DebianVersion.Compare, left, right, order);

    [TestCase("1.0", "1.0", 0)]
    [TestCase("1.9", "1.10", -1)]
    [TestCase("1.0", "1.0.0", -1)]
    [TestCase("1.05", "1.1", -1, TestName = "Alpine: a number with a leading zero is a fraction")]
    [TestCase("1.1.1", "1.1.1a", -1)]
    [TestCase("1.1.1k-r9", "1.1.1l-r0", -1)]
    [TestCase("1.0_alpha", "1.0_beta", -1)]
    [TestCase("1.0_beta3", "1.0_pre1", -1)]
    [TestCase("1.0_pre2", "1.0_rc1", -1)]
    [TestCase("1.0_rc1", "1.0", -1)]
    [TestCase("1.0_rc1-r5", "1.0-r0", -1)]
    [TestCase("1.0", "1.0_cvs", -1)]
    [TestCase("1.0_git20200101", "1.0_p1", -1)]
    [TestCase("1.0_p", "1.0_p1", -1)]
    [TestCase("1.0_p9", "1.0_p10", -1)]
    [TestCase("1.0", "1.0-r0", -1)]
    [TestCase("1.0-r9", "1.0-r10", -1)]
    [TestCase("1.34.1-r3", "1.34.1-r5", -1)]
    [TestCase("2.10.6-r0", "2.12.6-r0", -1)]
    public void Alpine(string left, string right, int order) => Check(AlpineVersion.Compare, left, right, order);

    // The first seven rows are the example of Semantic Versioning 2.0, point 11.
    [TestCase("1.0.0-alpha", "1.0.0-alpha.1", -1)]
    [TestCase("1.0.0-alpha.1", "1.0.0-alpha.beta", -1)]
    [TestCase("1.0.0-alpha.beta", "1.0.0-beta", -1)]
    [TestCase("1.0.0-beta", "1.0.0-beta.2", -1)]
    [TestCase("1.0.0-beta.2", "1.0.0-beta.11", -1)]
    [TestCase("1.0.0-beta.11", "1.0.0-rc.1", -1)]
    [TestCase("1.0.0-rc.1", "1.0.0", -1)]
    [TestCase("1.0", "1.0.0.0", 0, TestName = "NuGet: numbers that are left out are 0")]
    [TestCase("1.0.0", "1.0.0.1", -1, TestName = "NuGet: there may be a fourth number")]
    [TestCase("1.0.0+a", "1.0.0+b", 0, TestName = "NuGet: what was built does not count")]
    [TestCase("1.0.0-RC.1", "1.0.0-rc.1", 0, TestName = "NuGet: case does not count")]
    [TestCase("1.0.0-9", "1.0.0-a", -1, TestName = "NuGet: numbers come before words")]
    [TestCase("12.0.3", "13.0.1", -1)]
    [TestCase("9.0.1", "13.0.1", -1)]
    public void NuGet(string left, string right, int order) => Check(NuGetVersion.Compare, left, right, order);

    [TestCase("")]
    [TestCase("a:1")]
    [TestCase("1.0_1")]
    [TestCase("1 0")]
    public void What_is_no_version_of_Debian_has_no_order(string version) => DebianVersion.Compare(version, "1.0").Should().BeNull();

    [TestCase("")]
    [TestCase("v1.0")]
    [TestCase("1.0-r")]
    [TestCase("1.0_gamma")]
    public void What_is_no_version_of_Alpine_has_no_order(string version) => AlpineVersion.Compare("1.0", version).Should().BeNull();

    [TestCase("")]
    [TestCase("1.0.0.0.0")]
    [TestCase("1.x")]
    [TestCase("1.0-")]
    public void What_is_no_version_of_NuGet_has_no_order(string version) => NuGetVersion.Compare(version, "1.0").Should().BeNull();

    private static void Check(Func<string, string, int?> compare, string left, string right, int order)
    {
        Math.Sign(compare(left, right)!.Value).Should().Be(order);
        Math.Sign(compare(right, left)!.Value).Should().Be(-order);
    }
}
