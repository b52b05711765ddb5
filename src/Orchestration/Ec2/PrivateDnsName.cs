namespace Workbook.Orchestration.Ec2;

/// <summary>What a machine or network interface is called inside its VPC ("Private IPv4 DNS names" in the EC2 User Guide).</summary>
public static class PrivateDnsName
{
    /// <summary><c>172.31.5.17</c> → <c>ip-172-31-5-17.ec2.internal</c>, elsewhere <c>….eu-west-1.compute.internal</c>.</summary>
    public static string Of(string region, string address) =>
        $"ip-{address.Replace('.', '-')}.{(region == "us-east-1" ? "ec2.internal" : $"{region}.compute.internal")}";
}
