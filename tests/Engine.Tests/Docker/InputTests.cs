using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes.Ecs;
using Secret = Workbook.Shapes.Ecs.Secret;

namespace Workbook.Engine.Tests.Docker;

/// <summary>Secrets and environment files that containers are given at their start.</summary>
internal sealed class InputTests : RealContainers
{
    private const string Bucket = "arn:aws:s3:::settings/";

    protected override DockerOptions Options => new() { Inputs = new Shelf() };

    private static EnvironmentFile File(string name) => new() { Type = EnvironmentFileType.S3, Value = Bucket + name };

    [Test]
    public async Task Secrets_are_environment_variables()
    {
        var lines = await LinesAsync(Stage.Task(Doing("echo \"$PASSWORD\"") with { Secrets = [new Secret { Name = "PASSWORD", ValueFrom = "/app/password" }] }));

        lines.Should().Equal("s3cr3t of us-east-1");
    }

    [Test]
    public async Task A_definition_s_own_variables_outrank_files_and_the_first_file_the_second()
    {
        var lines = await LinesAsync(Stage.Task(Doing("echo \"$OWN $FIRST $BOTH $SECOND\"") with
        {
            Environment = [new() { Name = "OWN", Value = "definition" }],
            EnvironmentFiles = [File("first.env"), File("second.env")],
        }));

        lines.Should().Equal("definition first first second");
    }

    [Test]
    public async Task A_missing_secret_fails_the_start()
    {
        var task = await Stage.LivedAsync(Stage.Task(Doing("true") with { Secrets = [new Secret { Name = "PASSWORD", ValueFrom = "/app/nothing" }] }));

        (task.StopCode, task.StartedAt).Should().Be((TaskStopCode.TaskFailedToStart, null));
        task.StoppedReason.Should().StartWith("ResourceInitializationError: unable to pull secrets or registry auth: ").And.EndWith("there is no /app/nothing");
        (await Stage.CountAsync()).Should().Be(0);
    }

    [Test]
    public async Task A_missing_environment_file_fails_the_start()
    {
        var task = await Stage.LivedAsync(Stage.Task(Doing("true") with { EnvironmentFiles = [File("nothing.env")] }));

        task.StoppedReason.Should().Be($"ResourceInitializationError: failed to download env files: {Bucket}nothing.env: there is no {Bucket}nothing.env");
    }

    /// <summary>One parameter and two files.</summary>
    private sealed class Shelf : IContainerInputs
    {
        public ValueTask<string> SecretAsync(AccountRegion scope, string valueFrom, CancellationToken cancellation) =>
            ValueTask.FromResult(valueFrom == "/app/password" ? $"s3cr3t of {scope.Region}" : throw new KeyNotFoundException($"there is no {valueFrom}"));

        public ValueTask<string> EnvironmentFileAsync(AccountRegion scope, string objectArn, CancellationToken cancellation) => ValueTask.FromResult(objectArn switch
        {
            Bucket + "first.env" => "OWN=first\nFIRST=first\nBOTH=first\n",
            Bucket + "second.env" => "SECOND=second\nBOTH=second\n",
            _ => throw new KeyNotFoundException($"there is no {objectArn}"),
        });
    }
}
