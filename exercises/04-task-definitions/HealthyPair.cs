using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace TaskDefinitions;

/// <summary>
/// Two containers that start in the right order. A shop keeps its baskets in a cache that runs beside it in the same
/// task, and must not start before the cache is healthy.
/// <list type="number">
/// <item>Register the family <c>shop</c> for Fargate with 512 CPU units and 1024 MiB, with two essential containers:
/// <c>cache</c> (image <c>public.ecr.aws/docker/library/redis:7</c>, port 6379) and <c>web</c> (image
/// <c>public.ecr.aws/docker/library/nginx:1.27</c>, port 80).</item>
/// <item><c>cache</c> has the health check <c>redis-cli ping || exit 1</c>, run by the container's shell every 10
/// seconds; three failures in a row make it unhealthy.</item>
/// <item><c>web</c> starts only when <c>cache</c> is healthy, and finds it through the environment variable
/// <c>CACHE_URL</c>. All containers of a task that uses awsvpc share one network: the address is
/// <c>redis://localhost:6379</c>.</item>
/// <item>Both write their logs to CloudWatch Logs: driver <c>awslogs</c>, group <c>/ecs/shop</c>, region
/// <c>us-east-1</c>, and the container's name as the stream prefix. The group is not there yet: the driver makes it when
/// it is told to. Pulling images and writing logs is done in your
/// name: use the execution role <c>arn:aws:iam::123456789012:role/ecsTaskExecutionRole</c>.</item>
/// <item>Run one task of it on Fargate in a new cluster named <c>shop</c>, and come back when it is RUNNING.</item>
/// </list>
/// </summary>
public static class HealthyPair
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        throw new NotImplementedException("HealthyPair is still empty. Your FirstTask is a good start: copy it, then add the second container.");
    }
}
