using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace Services;

/// <summary>
/// An investigation and two repairs. In the cluster <c>market</c> a colleague has deployed version 2 of two services,
/// <c>prices</c> (revision 2 of its family, three tasks) and <c>search</c> (revision 2, one task). That was an hour ago, and neither
/// deployment ends. Version 1 still serves the customers.
/// <list type="number">
/// <item>Find out why: read the events of the services, the tasks that stopped, how the revisions of a family differ, and
/// how each service deploys.</item>
/// <item>Version 2 of <c>prices</c> is a good program, but its revision is not. Register revision 3: revision 2, but for
/// what is wrong with it. Where revision 1 had it right, it is to be as it was there. Deploy it.</item>
/// <item>There is nothing wrong with revision 2 of <c>search</c>. See to it that it is deployed, and that later deployments
/// end as well. One of its tasks has to run at every moment.</item>
/// <item>The customers notice nothing: three good tasks of <c>prices</c> run all the time.</item>
/// <item>Such a thing is not to happen again: from now on both services are to give up a bad version by themselves, and
/// go back to what they had. Somebody tries that afterwards.</item>
/// <item>Come back when both services run version 2 and nothing else.</item>
/// </list>
/// </summary>
public static class StuckDeployments
{
    /// <param name="aws">The connection; <c>aws.Ecs</c> is Amazon ECS.</param>
    public static async Task RunAsync(Aws aws)
    {
        // A first look: the diaries of both services. The grader shows what you print.
        var services = await aws.Ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = "market", Services = ["prices", "search"] });
        foreach (var service in services.Services)
        {
            foreach (var line in service.Events.Take(4)) Console.WriteLine(line.Message);
        }

        throw new NotImplementedException("StuckDeployments only looks so far. What do the events say, and what do the tasks that stopped?");
    }
}
