using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Workbook;

namespace LoadBalancing;

/// <summary>
/// A canary, by hand. In the cluster <c>bakery</c> the service <c>blue</c> runs four tasks of <c>bakery:1</c> on Fargate. The load
/// balancer <c>bakery</c> forwards everything that comes to port 80 to its target group <c>blue</c>. <c>bakery:2</c> is
/// registered: the next version, of which nobody knows yet whether it is any good. Its container is called <c>app</c> as
/// well and listens on port 8080. You are called twice, and customers come all the time.
/// <list type="number">
/// <item>With the step <c>start</c>: make a service <c>green</c> with two tasks of <c>bakery:2</c>, in the subnets of
/// the load balancer, and a target group <c>green</c> for it, with the health check of <c>blue</c>. When its targets are
/// healthy, and not before, the listener's default action gives one tenth of the requests to green, and nine tenths to blue.</item>
/// <item>Orders take up to 40 seconds. See to it that a task that is taken away has 45 seconds to end what it is at (not
/// 300, as now): in both target groups.</item>
/// <item>With the step <c>promote</c>: green takes over. It has four healthy targets before the first task of blue begins to
/// stop. In the end it gets all requests, and blue is still there, but has a desired count of 0 and no tasks.</item>
/// <item>During both steps every customer is answered with 200.</item>
/// </list>
/// </summary>
public static class Canary
{
    /// <param name="aws">AWS, with a client for each service: <c>aws.Ecs</c>, <c>aws.LoadBalancing</c>.</param>
    /// <param name="step"><c>start</c> or <c>promote</c>. Each step is a program run of its own: what you have to know, look it up.</param>
    public static async Task RunAsync(Aws aws, string step)
    {
        var bakery = (await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = ["bakery"] })).LoadBalancers[0];
        var listener = (await aws.LoadBalancing.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = bakery.LoadBalancerArn })).Listeners[0];
        Console.WriteLine($"{step}: the listener at port {listener.Port} forwards to {listener.DefaultActions[0].TargetGroupArn}");

        throw new NotImplementedException("Canary has only found the listener so far. Begin with the step start and a target group green. A service is refused while no listener uses its target group; with which weight does it do no harm?");
    }
}
