namespace Workbook.Server.LoadBalancing;

/// <summary>Where a listener of a load balancer can be reached on this machine.</summary>
/// <param name="ListenerArn">Its ARN.</param>
/// <param name="Protocol">Such as <c>HTTP</c>.</param>
/// <param name="Address">The IP address that it listens on.</param>
/// <param name="Port">The port on this machine; 0 when there is none.</param>
/// <param name="Url">For a client, such as <c>http://web.us-east-1.elb.localhost:8080/</c>.</param>
/// <param name="Note">Why the port is not the listener's own, or why there is none; null when all is as it should be.</param>
public sealed record ListenerStatus(string ListenerArn, string Protocol, string Address, int Port, string Url, string? Note);
