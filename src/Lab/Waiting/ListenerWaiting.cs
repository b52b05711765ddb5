using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;

namespace Workbook;

/// <summary>Waiting for the way in to a load balancer.</summary>
public static class ListenerWaiting
{
    /// <summary>Until a listener takes requests: its load balancer is active (<c>load-balancer-available</c>), and on a workbook its port is open.</summary>
    /// <param name="aws">Where to ask.</param>
    /// <param name="listenerArn">Of an Application Load Balancer or a Network Load Balancer.</param>
    /// <param name="timeout">How long to keep asking.</param>
    /// <param name="time">The clock to wait by where the endpoint's cannot be moved; the machine's unless given.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>
    /// Where it listens: on AWS the load balancer's DNSName and the listener's port; on a workbook perhaps another port of this machine, as its own may
    /// be taken there.
    /// </returns>
    /// <exception cref="ListenerNotFoundException">There is no such listener.</exception>
    /// <exception cref="NotReachedException">Time ran out.</exception>
    public static async Task<Uri> WaitForListenerAsync(this Aws aws, string listenerArn, TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        var listener = (await aws.LoadBalancing.DescribeListenersAsync(new() { ListenerArns = [listenerArn] }, cancellation)).Listeners.Single();
        Uri? address = null;
        await aws.WaitAsync(
            async () =>
            {
                var balancer = (await aws.LoadBalancing.DescribeLoadBalancersAsync(new() { LoadBalancerArns = [listener.LoadBalancerArn] }, cancellation)).LoadBalancers.Single();
                if (balancer.State.Code != LoadBalancerStateEnum.Active) return $"The load balancer {balancer.LoadBalancerName} is {balancer.State.Code} after {{0}}. {balancer.State.Reason}".TrimEnd();
                address = await AddressAsync(aws, listener, balancer, cancellation);
                return address is null ? $"The port {listener.Port} of the load balancer {balancer.LoadBalancerName} is not open after {{0}}." : null;
            },
            timeout, time, cancellation);
        return address!;
    }

    private static async Task<Uri?> AddressAsync(Aws aws, Listener listener, LoadBalancer balancer, CancellationToken cancellation)
    {
        try
        {
            return await aws.Workbook.ListenerAddressAsync(listener.ListenerArn, cancellation);
        }
        catch (WorkbookException)
        {
            return new UriBuilder(listener.Protocol.Value.ToLowerInvariant(), balancer.DNSName, listener.Port!.Value).Uri;
        }
    }
}
