namespace Workbook.Orchestration.Tasks;

/// <summary>The elastic network interface of an <c>awsvpc</c> task.</summary>
/// <param name="AttachmentId">The attachment's UUID.</param>
/// <param name="SubnetId">The subnet that the task was placed in.</param>
/// <param name="Status">As the API writes it: PRECREATED, ATTACHED, DETACHING, DELETED.</param>
public sealed record TaskNetwork(string AttachmentId, string SubnetId, string Status)
{
    public string? NetworkInterfaceId { get; init; }
    public string? MacAddress { get; init; }

    /// <summary>In the subnet's range, such as <c>172.31.5.17</c>.</summary>
    public string? PrivateIpv4Address { get; init; }
}
