using Amazon.ECS;
using Amazon.ECS.Model;
using Workbook;

namespace TaskDefinitions;

/// <summary>
/// Design it yourself. A picture gallery is to run on Fargate, and this is what its makers say of it:
/// <list type="number">
/// <item>The family is <c>gallery</c>, for Linux on <c>ARM64</c>. <c>web</c> shows the pictures (image
/// <c>public.ecr.aws/docker/library/nginx:1.27</c>, port 80) and may use a whole vCPU (1024 CPU units) and 2048 MiB. <c>thumbs</c> makes them smaller
/// (<c>public.ecr.aws/docker/library/httpd:2.4</c>): 512 CPU units and 1536 MiB. <c>agent</c> counts visitors
/// (<c>public.ecr.aws/docker/library/memcached:1.6</c>): 128 CPU units and 256 MiB. All these are to stand in the definition, the memory as hard limits.</item>
/// <item>The task has the smallest size that Fargate knows in which all three fit side by side, and 50 GiB of ephemeral storage.</item>
/// <item>A volume of the task's own, <c>pictures</c>, is in <c>web</c> at <c>/usr/share/nginx/html</c>, where it can only be read, and in <c>thumbs</c>
/// at <c>/pictures</c>.</item>
/// <item><c>thumbs</c> has the password of the database in its variable <c>DB_PASSWORD</c>. It is the value of the key <c>password</c> in the secret
/// <c>arn:aws:secretsmanager:us-east-1:123456789012:secret:gallery-db-Ab12Cd</c>. There are no other variables. The execution role is
/// <c>arn:aws:iam::123456789012:role/ecsTaskExecutionRole</c>.</item>
/// <item><c>web</c> and <c>thumbs</c> write logs with the driver <c>awslogs</c>: group <c>/ecs/gallery</c>, which the driver makes; region
/// <c>us-east-1</c>; the container's name as the stream prefix. When CloudWatch Logs is slow, lines wait in a buffer of <c>4m</c>, and the
/// program does not.</item>
/// <item>When <c>agent</c> fails, the gallery stays open. When the task is stopped, <c>web</c> has 60 seconds to finish.</item>
/// <item>Run one task of it on Fargate (subnet <c>subnet-0a1b2c3d</c>) in a new cluster <c>gallery</c>, and come back when it is RUNNING.</item>
/// </list>
/// </summary>
public static class RightSize
{
    /// <param name="ecs">Amazon ECS.</param>
    public static async Task RunAsync(IAmazonECS ecs)
    {
        throw new NotImplementedException("RightSize is still empty. HealthyPair is a good start: it has two containers, logs and a role already.");
    }
}
