using Amazon;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.Runtime;
using Workbook.Engine.Time;
using EcsTask = Amazon.ECS.Model.Task;

namespace Workbook.Server.Tests.Clients;

/// <summary>The scenario through the AWS SDK for .NET, on the automatic clock. It has no waiters: it looks again and again.</summary>
internal sealed class DotNetTests() : ClientFixture(ClockMode.Automatic)
{
    private AmazonECSClient Client(string account, string region = Region) => new(
        new BasicAWSCredentials(account, "secret"),
        new AmazonECSConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = region });

    [Test]
    public async Task Clusters()
    {
        var account = NewAccount();
        using var ecs = Client(account);
        var created = await ecs.CreateClusterAsync(new()
        {
            ClusterName = "blue",
            Tags = [new() { Key = "team", Value = "größe" }],
            Settings = [new() { Name = ClusterSettingName.ContainerInsights, Value = "enabled" }],
        });
        created.Cluster.ClusterArn.Should().Be(Arn(account, "cluster/blue"));
        created.Cluster.Status.Should().Be("ACTIVE");

        var described = await ecs.DescribeClustersAsync(new() { Clusters = ["blue", "nobody"], Include = ["TAGS", "SETTINGS", "STATISTICS"] });
        described.Clusters.Single().Tags.Single().Value.Should().Be("größe");
        described.Clusters.Single().Settings.Single().Value.Should().Be("enabled");
        described.Failures.Single().Reason.Should().Be("MISSING");

        for (var number = 0; number < 4; number++) await ecs.CreateClusterAsync(new() { ClusterName = $"green-{number}" });
        var pages = 0;
        await foreach (var page in ecs.Paginators.ListClusters(new() { MaxResults = 2 }).Responses)
        {
            page.ClusterArns.Should().HaveCount(pages == 2 ? 1 : 2);
            pages++;
        }
        pages.Should().Be(3);

        var updated = await ecs.UpdateClusterSettingsAsync(new() { Cluster = "blue", Settings = [new() { Name = "containerInsights", Value = "disabled" }] });
        updated.Cluster.Settings.Single().Value.Should().Be("disabled");
        var arn = created.Cluster.ClusterArn;
        await ecs.TagResourceAsync(new() { ResourceArn = arn, Tags = [new() { Key = "cost", Value = "42" }] });
        await ecs.UntagResourceAsync(new() { ResourceArn = arn, TagKeys = ["team"] });
        (await ecs.ListTagsForResourceAsync(new() { ResourceArn = arn })).Tags.Single().Key.Should().Be("cost");

        await RegisterAsync(ecs, "web", "nginx:1.27");
        var task = (await RunAsync(ecs, new() { TaskDefinition = "web", Cluster = "blue" })).Single();
        var delete = () => ecs.DeleteClusterAsync(new() { Cluster = "blue" });
        await Refused<ClusterContainsTasksException>(delete, "The Cluster cannot be deleted while Tasks are active.");
        await ecs.StopTaskAsync(new() { Cluster = "blue", Task = task.TaskArn });
        await WaitAsync(ecs, task, "STOPPED", "blue");
        (await delete()).Cluster.Status.Should().Be("INACTIVE");
    }

    [Test]
    public async Task TaskDefinitions()
    {
        var account = NewAccount();
        using var ecs = Client(account);
        for (var revision = 1; revision <= 3; revision++) (await RegisterAsync(ecs, "web", "nginx:1.27")).Revision.Should().Be(revision);
        await RegisterAsync(ecs, "batch", "busybox");
        (await ecs.DescribeTaskDefinitionAsync(new() { TaskDefinition = "web" })).TaskDefinition.Revision.Should().Be(3);

        var arns = new List<string>();
        var request = new ListTaskDefinitionsRequest { FamilyPrefix = "web", Sort = SortOrder.DESC, MaxResults = 2 };
        await foreach (var arn in ecs.Paginators.ListTaskDefinitions(request).TaskDefinitionArns) arns.Add(arn);
        arns.Should().Equal(Enumerable.Range(1, 3).Reverse().Select(revision => Arn(account, $"task-definition/web:{revision}")));
        (await ecs.ListTaskDefinitionFamiliesAsync(new())).Families.Should().Equal("batch", "web");

        var gone = await ecs.DeregisterTaskDefinitionAsync(new() { TaskDefinition = "web:3" });
        gone.TaskDefinition.Status.Should().Be(TaskDefinitionStatus.INACTIVE);
        var deleted = await ecs.DeleteTaskDefinitionsAsync(new() { TaskDefinitions = ["web:3", "web:2"] });
        deleted.TaskDefinitions.Single().Status.Should().Be(TaskDefinitionStatus.DELETE_IN_PROGRESS);
        deleted.Failures.Single().Reason.Should().Contain("still in ACTIVE status");
    }

    [Test]
    public async Task Tasks()
    {
        using var ecs = Client(NewAccount());
        await ecs.CreateClusterAsync(new());
        await RegisterAsync(ecs, "web", "nginx:1.27");
        var servers = await RunAsync(ecs, new()
        {
            TaskDefinition = "web",
            Count = 3,
            StartedBy = "scenario",
            Tags = [new() { Key = "stage", Value = "test" }],
            Overrides = new() { ContainerOverrides = [new() { Name = "web", Environment = [new() { Name = "COLOUR", Value = "blue" }] }] },
        });
        servers.Should().HaveCount(3);
        var task = await WaitAsync(ecs, servers[0], "RUNNING");
        task.Tags.Single().Value.Should().Be("test");
        task.Overrides.ContainerOverrides.Single().Environment.Single().Value.Should().Be("blue");
        task.CreatedAt.Should().BeBefore(task.StartedAt!.Value);

        var exit = new TaskOverride { ContainerOverrides = [new() { Name = "web", Command = ["sh", "-c", "exit 3"] }] };
        var job = (await RunAsync(ecs, new() { TaskDefinition = "web", Overrides = exit })).Single();
        var ended = await WaitAsync(ecs, job, "STOPPED");
        ended.StopCode.Should().Be(TaskStopCode.EssentialContainerExited);
        ended.Containers.Single().ExitCode.Should().Be(3);

        var listed = new List<string>();
        await foreach (var arn in ecs.Paginators.ListTasks(new() { StartedBy = "scenario", MaxResults = 2 }).TaskArns) listed.Add(arn);
        listed.Should().BeEquivalentTo(servers.Select(server => server.TaskArn));
        (await ecs.ListTasksAsync(new() { Family = "web", DesiredStatus = DesiredStatus.STOPPED })).TaskArns.Should().Equal(job.TaskArn);

        await ecs.StopTaskAsync(new() { Task = servers[0].TaskArn, Reason = "enough seen" });
        var stopped = await WaitAsync(ecs, servers[0], "STOPPED");
        stopped.StopCode.Should().Be(TaskStopCode.UserInitiated);
        stopped.StoppedReason.Should().Be("enough seen");
    }

    [Test]
    public async Task AnImageThatIsMissing()
    {
        using var ecs = Client(NewAccount());
        await ecs.CreateClusterAsync(new());
        await RegisterAsync(ecs, "broken", "example.com/nobody/nothing:missing");
        var failed = await WaitAsync(ecs, (await RunAsync(ecs, new() { TaskDefinition = "broken" })).Single(), "STOPPED");
        failed.StopCode.Should().Be(TaskStopCode.TaskFailedToStart);
        failed.StoppedReason.Should().StartWith("CannotPullContainerError: ").And.EndWith("example.com/nobody/nothing:missing: not found");
        failed.Containers.Single().ExitCode.Should().BeNull();
    }

    [Test]
    public async Task ContainerInstances()
    {
        using var ecs = Client(NewAccount());
        await ecs.CreateClusterAsync(new());
        var registered = await ecs.RegisterContainerInstanceAsync(new()
        {
            TotalResources = [new() { Name = "CPU", Type = "INTEGER", IntegerValue = 1024 }, new() { Name = "MEMORY", Type = "INTEGER", IntegerValue = 1024 }],
        });
        var instance = registered.ContainerInstance.ContainerInstanceArn;
        await ecs.RegisterTaskDefinitionAsync(new() { Family = "sidecar", ContainerDefinitions = [new() { Name = "web", Image = "nginx", Memory = 700 }] });
        var started = await ecs.StartTaskAsync(new() { TaskDefinition = "sidecar", ContainerInstances = [instance, "nobody"] });
        started.Failures.Single().Reason.Should().Be("MISSING");
        await WaitAsync(ecs, started.Tasks.Single(), "RUNNING");
        var described = await ecs.DescribeContainerInstancesAsync(new() { ContainerInstances = [instance] });
        described.ContainerInstances.Single().RemainingResources.Single(resource => resource.Name == "MEMORY").IntegerValue.Should().Be(324);
        (await ecs.RunTaskAsync(new() { TaskDefinition = "sidecar" })).Failures.Single().Reason.Should().Be("RESOURCE:MEMORY");
    }

    [Test]
    public async Task AccountSettings()
    {
        using var ecs = Client(NewAccount());
        (await ecs.PutAccountSettingAsync(new() { Name = SettingName.ContainerInsights, Value = "enabled" })).Setting.Value.Should().Be("enabled");
        await ecs.PutAccountSettingDefaultAsync(new() { Name = SettingName.AwsvpcTrunking, Value = "enabled" });
        var effective = new Dictionary<string, string>();
        await foreach (var setting in ecs.Paginators.ListAccountSettings(new() { EffectiveSettings = true, MaxResults = 3 }).Settings) effective.Add(setting.Name, setting.Value);
        effective.Should().Contain("containerInsights", "enabled").And.Contain("awsvpcTrunking", "enabled");
        await ecs.DeleteAccountSettingAsync(new() { Name = SettingName.ContainerInsights });
        (await ecs.ListAccountSettingsAsync(new() { Name = SettingName.ContainerInsights })).Settings.Should().BeNullOrEmpty();
    }

    [Test]
    public async Task Errors()
    {
        using var ecs = Client(NewAccount());
        await ecs.CreateClusterAsync(new());
        await Refused<ClusterNotFoundException>(() => ecs.DescribeTasksAsync(new() { Cluster = "nobody", Tasks = [new string('0', 32)] }), "Cluster not found.");
        await Refused<ClientException>(() => ecs.RunTaskAsync(new() { TaskDefinition = "nobody" }), "TaskDefinition not found.");
        await Refused<InvalidParameterException>(() => ecs.DescribeTasksAsync(new() { Tasks = ["short"] }), "taskId length should be one of [32,36]");
    }

    [Test]
    public async Task Worlds()
    {
        var account = NewAccount();
        using var here = Client(account);
        using var elsewhere = Client(account, "us-east-1");
        using var other = Client(NewAccount());
        using var named = Client("AKIDEXAMPLE");
        await here.CreateClusterAsync(new() { ClusterName = "here" });
        (await elsewhere.ListClustersAsync(new())).ClusterArns.Should().BeNullOrEmpty();
        (await other.ListClustersAsync(new())).ClusterArns.Should().BeNullOrEmpty();
        (await named.CreateClusterAsync(new())).Cluster.ClusterArn.Should().Be("arn:aws:ecs:eu-central-1:123456789012:cluster/default");
    }

    private static async Task<TaskDefinition> RegisterAsync(AmazonECSClient ecs, string family, string image) => (await ecs.RegisterTaskDefinitionAsync(new()
    {
        Family = family,
        Cpu = "256",
        Memory = "512",
        NetworkMode = NetworkMode.Awsvpc,
        RequiresCompatibilities = ["FARGATE"],
        ContainerDefinitions = [new() { Name = "web", Image = image, Essential = true, Memory = 128 }],
    })).TaskDefinition;

    private static async Task<List<EcsTask>> RunAsync(AmazonECSClient ecs, RunTaskRequest request)
    {
        request.LaunchType = LaunchType.FARGATE;
        request.NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-0a1b2c3d"] } };
        return (await ecs.RunTaskAsync(request)).Tasks;
    }

    private static async Task<EcsTask> WaitAsync(AmazonECSClient ecs, EcsTask task, string status, string cluster = "default")
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var now = (await ecs.DescribeTasksAsync(new() { Cluster = cluster, Tasks = [task.TaskArn], Include = ["TAGS"] }, patience.Token)).Tasks.Single();
            if (now.LastStatus == status) return now;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    private static async Task Refused<TError>(Func<Task> call, string message)
        where TError : AmazonECSException
    {
        var error = (await call.Should().ThrowAsync<TError>()).Which;
        error.Message.Should().Be(message);
        error.ErrorCode.Should().Be(typeof(TError).Name);
        ((int)error.StatusCode).Should().Be(400);
        error.RequestId.Should().HaveLength(36);
    }
}
