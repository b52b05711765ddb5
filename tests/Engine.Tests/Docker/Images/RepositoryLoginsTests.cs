using Workbook.Engine.Runtimes;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Images;
using Workbook.Engine.Tests.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Orchestration;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Images;

/// <summary>The logins that container definitions name.</summary>
public class RepositoryLoginsTests
{
    private const string Arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:registry-AbCdEf";

    private const string Failure =
        $"ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve registry credentials {Arn}: ";

    private static RuntimeContainer Container(string? secret = Arn) => Described.Container(Stage.Task(
        Described.App with { RepositoryCredentials = secret is null ? null : new RepositoryCredentials { CredentialsParameter = secret } }));

    [Test]
    public async Task A_login_is_a_secret()
    {
        var login = await new RepositoryLogins(new OneSecret("""{"username":"student","password":"s3cr3t","email":"-"}""")).OfAsync(Container(), default);

        (login!.Username, login.Password).Should().Be(("student", "s3cr3t"));
    }

    [Test]
    public async Task A_container_that_names_none_has_none() =>
        (await new RepositoryLogins(new OneSecret("{}")).OfAsync(Container(secret: null), default)).Should().BeNull();

    [TestCase(null)]
    [TestCase("")]
    [TestCase("student:s3cr3t")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("""{"username":"student"}""")]
    [TestCase("""{"username":5,"password":"s3cr3t"}""")]
    public async Task What_is_no_login_fails_the_pull(string? value)
    {
        var asking = async () => await new RepositoryLogins(new OneSecret(value)).OfAsync(Container(), default);

        (await asking.Should().ThrowAsync<ContainerFailedException>()).WithMessage($"{Failure}*").Which.Message.Length.Should().BeGreaterThan(Failure.Length);
    }

    [Test]
    public async Task Where_there_are_no_secrets_the_pull_fails()
    {
        var asking = async () => await new RepositoryLogins(null).OfAsync(Container(), default);

        await asking.Should().ThrowAsync<ContainerFailedException>().WithMessage($"{Failure}this Docker Engine is not given any secrets");
    }

    /// <summary>Has one secret; null: none.</summary>
    private sealed class OneSecret(string? value) : IContainerInputs
    {
        public ValueTask<string> SecretAsync(AccountRegion scope, string valueFrom, CancellationToken cancellation) =>
            ValueTask.FromResult(valueFrom == Arn && scope == Stage.Scope && value is not null ? value : throw new KeyNotFoundException($"there is no {valueFrom}"));

        public ValueTask<string> EnvironmentFileAsync(AccountRegion scope, string objectArn, CancellationToken cancellation) => throw new KeyNotFoundException(objectArn);
    }
}
