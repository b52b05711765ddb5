using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace TaskDefinitions;

/// <summary>
/// Your first task.
/// <list type="number">
/// <item>Create a cluster named <c>first</c>.</item>
/// <item>Register a task definition of the family <c>hello</c> that Fargate can run: network mode <c>awsvpc</c>, a
/// quarter of a vCPU (256 CPU units), 512 MiB of memory.</item>
/// <item>It has one container, <c>web</c>, with the image <c>public.ecr.aws/docker/library/nginx:1.27</c>, which
/// listens on port 80.</item>
/// <item>Run one task of it in the cluster on Fargate, and come back when it is RUNNING.</item>
/// </list>
/// Tasks in a network of their own need a subnet; <c>subnet-0a1b2c3d</c> will do here.
/// </summary>
public static class FirstTask
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        // Every call looks like this one: a request object goes in, a response object comes out.
        //   await ecs.CreateClusterAsync(new CreateClusterRequest { … });
        throw new NotImplementedException("FirstTask is still empty. Start with CreateClusterAsync, and remove this line.");
    }
}
