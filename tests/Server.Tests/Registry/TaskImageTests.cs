using System.Text;
using System.Text.Json;
using Workbook.Engine;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Tests.Registry;

/// <summary>What a learner pushed is what their tasks run: simulated containers behave as the image says.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TaskImageTests
{
    private const string Repository = "team/app";
    private static readonly AccountRegion Scope = new("123456789012", "eu-central-1");

    private static readonly string[] Shell = ["sh", "-c"];

    private LocalAws Aws { get; set; } = null!;

    private RegistryClient Client { get; set; } = null!;

    private string Here => $"localhost:{Aws.Endpoint.Port}";

    private EcsEngine Engine => Aws.Engine;

    [SetUp]
    public async Task Start()
    {
        Aws = await LocalAws.StartAsync(new() { Engine = new() { Clock = ClockMode.Automatic } });
        await Engine.Store.UpdateAsync(Scope, (world, now) => (ClusterRules.Create(world.Put(new EcrRepository(Repository, now)), new()).World, 0));
        Client = new(Aws.Endpoint, await RegistryFixture.TokenOfAsync(Aws.Endpoint, Scope));
    }

    [TearDown]
    public async Task Stop()
    {
        Client.Dispose();
        await Aws.DisposeAsync();
    }

    private static string Labels(params (string Name, string Value)[] labels) => Config(new { Labels = labels.ToDictionary(label => label.Name, label => label.Value) });

    private static string Command(string command) => Config(new { Entrypoint = Shell, Cmd = new[] { command } });

    private static string Config(object config) => JsonSerializer.Serialize(new { architecture = "amd64", os = "linux", config });

    /// <summary>Pushes an image that has this config; returns its digest.</summary>
    private async Task<string> PushAsync(string tag, string config)
    {
        await Client.PushAsync(Repository, config);
        await Client.PushAsync(Repository, "layer");
        var manifest = RegistryClient.Manifest(Digest(config), config.Length, Digest("layer"), 5);
        (await Client.PutManifestAsync(Repository, tag, manifest)).With(201);
        return RegistryClient.DigestOf(manifest);

        static string Digest(string content) => RegistryClient.DigestOf(Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Runs a task until nothing more comes of it.</summary>
    private async Task<EcsTask> RunAsync(string image, ValueList<string>? command = null)
    {
        var id = ResourceIds.Random.NewId();
        Engine.Clock.Stimulate();
        await FargateTasks.RunAsync(Engine, Scope, id, image, command);
        await Engine.Clock.RestAsync();
        return Engine.Store.Read(Scope).Tasks[id];
    }

    [Test]
    public async Task An_image_s_labels_say_how_its_containers_behave()
    {
        var digest = await PushAsync("v1", Labels(("workbook.run-for", "2.5"), ("workbook.exit-code", "3")));

        var app = (await RunAsync($"{Here}/{Repository}:v1")).Container("app");

        (app.ExitCode, app.ImageDigest, app.StoppedAt - app.StartedAt).Should().Be((3, digest, TimeSpan.FromSeconds(2.5)));
    }

    [Test]
    public async Task An_image_s_command_is_what_runs_unless_the_task_definition_has_another()
    {
        await PushAsync("v1", Command("sleep 1; exit 4"));

        (await RunAsync($"{Here}/{Repository}:v1")).Container("app").ExitCode.Should().Be(4);
        (await RunAsync($"{Here}/{Repository}:v1", ["exit 5"])).Container("app").ExitCode.Should().Be(5);
    }

    [TestCase("{0}/team/app")]
    [TestCase("123456789012.dkr.ecr.eu-central-1.localhost:4566/team/app")]
    [TestCase("123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/app")]
    public async Task Every_name_of_the_registry_is_understood_by_tag_and_by_digest(string name)
    {
        name = string.Format(System.Globalization.CultureInfo.InvariantCulture, name, Here);
        var digest = await PushAsync("v1", Labels(("workbook.run-for", "1"), ("workbook.exit-code", "7")));

        (await RunAsync($"{name}:v1")).Container("app").ExitCode.Should().Be(7);
        (await RunAsync($"{name}@{digest}")).Container("app").ExitCode.Should().Be(7);
    }

    [Test]
    public async Task A_tag_that_was_never_pushed_cannot_be_pulled()
    {
        var task = await RunAsync($"{Here}/{Repository}:v9");

        (task.StopCode, task.StoppedReason).Should().Be((
            TaskStopCode.TaskFailedToStart,
            $"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {Here}/{Repository}:v9: {Here}/{Repository}:v9: not found"));
    }

    [Test]
    public async Task An_image_that_only_AWS_has_is_simulated_by_its_name() =>
        (await RunAsync("123456789012.dkr.ecr.eu-central-1.amazonaws.com/elsewhere:v1")).LastStatus.Should().Be(EcsTaskStatus.Running);

    [Test]
    public async Task An_index_stands_for_the_image_of_the_task_s_architecture()
    {
        var arm = await PushAsync("arm", Labels(("workbook.run-for", "1"), ("workbook.exit-code", "1")).Replace("amd64", "arm64", StringComparison.Ordinal));
        var amd = await PushAsync("amd", Labels(("workbook.run-for", "1"), ("workbook.exit-code", "2")));
        var index = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{RegistryClient.OciIndex}}","manifests":[{{Listed(arm)}},{{Listed(amd)}}]}""");
        (await Client.PutManifestAsync(Repository, "both", index, RegistryClient.OciIndex)).With(201);

        var app = (await RunAsync($"{Here}/{Repository}:both")).Container("app");

        (app.ExitCode, app.ImageDigest).Should().Be((2, RegistryClient.DigestOf(index)));

        static string Listed(string digest) => $$"""{"mediaType":"{{RegistryClient.OciManifest}}","digest":"{{digest}}","size":300}""";
    }
}
