using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Workbook;

namespace LoadBalancing;

/// <summary>
/// One load balancer for two services. In the cluster <c>town</c> nothing runs yet, but much is prepared: the task
/// definitions <c>shop</c> and <c>help</c> for Fargate (container <c>app</c>, port 8080, health check at
/// <c>/health</c>), and a load balancer named <c>town</c>, which has no listener.
/// <list type="number">
/// <item>The listener at port 80 (HTTP) answers by itself, unless a rule says otherwise: status 404, plain text
/// <c>nothing here</c>.</item>
/// <item>The path <c>/shop</c> and everything below it (<c>/shop/</c>, <c>/shop/orders</c>) goes to the service
/// <c>shop</c>. Its neighbours do not.</item>
/// <item>Who asks the host <c>help.town.example</c> gets the service <c>help</c>, whatever the path. Also when the path
/// is one of the shop's.</item>
/// <item>Both services run two tasks each, and fill target groups named <c>shop</c> and <c>help</c>.</item>
/// </list>
/// Come back when the targets are healthy.
/// </summary>
public static class TwoPaths
{
    /// <param name="aws">AWS, with a client for each service: <c>aws.Ecs</c>, <c>aws.LoadBalancing</c>, <c>aws.Ec2</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        var town = (await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = ["town"] })).LoadBalancers[0];
        Console.WriteLine($"{town.DNSName} in {town.VpcId}, subnets {string.Join(", ", town.AvailabilityZones.Select(zone => zone.SubnetId))}");

        throw new NotImplementedException("TwoPaths has only found the load balancer so far. Give it a listener: CreateListenerAsync, with a default action of the type fixed-response.");
    }
}
