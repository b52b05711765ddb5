using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Workbook;

namespace AutoScaling;

/// <summary>
/// The post office, two services in the cluster <c>post</c>, with two tasks each. The <c>sorter</c> works off a heap of
/// letters, whose height is reported each minute as <c>LettersWaiting</c> in the namespace <c>Post</c>, with the dimension
/// <c>Office</c> = <c>main</c>. The <c>counter</c> serves visitors behind the load balancer <c>post</c>, through the target
/// group <c>counter</c>.
/// <list type="number">
/// <item>The sorter has at least 2 tasks and at most 12, the counter at least 2 and at most 8.</item>
/// <item>An alarm <c>letters-waiting</c> goes off as soon as the highest number of one minute is above 100. The step
/// scaling policy <c>more-sorters</c> answers: above 100 letters with 1 more task, from 200 on with 3, from 400 on with
/// 5. Its cooldown is 60 seconds.</item>
/// <item>An alarm <c>letters-gone</c> goes off when in each of five minutes in a row the highest number was below 10. The
/// policy <c>fewer-sorters</c> answers with one task less; its cooldown is 300 seconds, so that it takes a while from 12
/// tasks to 2.</item>
/// <item>The counter keeps near 500 requests a minute for each target: target tracking, a policy named
/// <c>requests-at-500</c>.</item>
/// </list>
/// You need not wait for anything: letters and visitors come when you are done, and hours go by.
/// </summary>
public static class Steps
{
    /// <param name="aws">AWS, with a client for each service: <c>aws.Scaling</c>, <c>aws.CloudWatch</c>, <c>aws.LoadBalancing</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        throw new NotImplementedException("Steps is still empty. Begin with the two scalable targets. A step scaling policy comes before its alarm: the alarm has to name it.");
    }
}
