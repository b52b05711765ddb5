using Testcontainers.LocalStack;
using Workbook.Learning.Grading;

namespace Workbook.Cli.Grading.LocalStack;

/// <summary>The backend <c>localstack</c>: a LocalStack of its own for each exercise, in a container that Testcontainers starts and removes. Amazon ECS is in its paid plans.</summary>
internal static class LocalStackBackend
{
    private const string Token = "LOCALSTACK_AUTH_TOKEN";

    /// <summary>Why it cannot be graded on, and what to do; null where it can.</summary>
    public static string? Lack() => TokenOrNull() is null
        ? $"LocalStack starts with an account only, and Amazon ECS is in its paid plans: set {Token} (https://docs.localstack.cloud/getting-started/auth-token/)."
        : null;

    /// <exception cref="GradingException">See <see cref="Lack"/>.</exception>
    public static IGradingBackend Create() => new Backend(TokenOrNull() ?? throw new GradingException(Lack()!));

    private static string? TokenOrNull() => Environment.GetEnvironmentVariable(Token) is { Length: > 0 } token ? token : null;

    private sealed class Backend(string token) : IGradingBackend
    {
        private const string Image = "localstack/localstack:2026.09.0";
        private const string DockerSocket = "/var/run/docker.sock";

        public string Name => GradingBackends.LocalStack;

        public int Seed => 0;

        public string Warning => "It was graded on LocalStack, whose own endpoints (/_localstack) are open to submissions.";

        public async Task<IGradingCluster> StartAsync(CancellationToken cancellation)
        {
            // Its tasks are containers of the same Docker Engine.
            var container = new LocalStackBuilder(Image).WithEnvironment(Token, token).WithBindMount(DockerSocket, DockerSocket).Build();
            try
            {
                await container.StartAsync(cancellation);
                return new Cluster(container);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                await container.DisposeAsync();
                throw new GradingException($"LocalStack could not be started: {error.Message}", error);
            }
        }
    }

    private sealed class Cluster(LocalStackContainer container) : IGradingCluster
    {
        public Uri Endpoint { get; } = new(container.GetConnectionString());

        public string? AdminToken => null;

        public ValueTask DisposeAsync() => container.DisposeAsync();
    }
}
