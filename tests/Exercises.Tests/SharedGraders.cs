using Workbook.Cli.Grading;
using Workbook.Learning.Grading;

namespace Workbook.Exercises.Tests;

/// <summary>The graders that these tests share.</summary>
internal static class SharedGraders
{
    private static readonly Lazy<CheckRunner> Checks = new(() => Graders.CompileChecks(Checkout.Root));
    private static readonly SandboxLimits Hurry = new() { Time = TimeSpan.FromSeconds(5) };
    private static readonly Lazy<Task<(DockerSandbox? Sandbox, string Why)>> Docker = new(() => DockerSandbox.TryCreateAsync(TimeProvider.System, CancellationToken.None));
    private static readonly Lazy<Task<Grader>> Patient = new(() => Graders.CreateAsync(Checkout.Catalog, Checks.Value, "embedded", new(), CancellationToken.None));
    private static readonly Lazy<Task<Grader>> Impatient = new(() => Graders.CreateAsync(Checkout.Catalog, Checks.Value, "embedded", Hurry, CancellationToken.None));
    private static readonly Lazy<Task<Grader>> OnDocker = new(() => Graders.CreateAsync(Checkout.Catalog, Checks.Value, "docker", new(), CancellationToken.None));
    private static readonly Lazy<Task<Grader>> PatientInDocker = new(() => InDockerAsync(new()));
    private static readonly Lazy<Task<Grader>> ImpatientInDocker = new(() => InDockerAsync(Hurry));

    /// <summary>With the best sandbox that there is.</summary>
    public static Task<Grader> PatientAsync() => Patient.Value;

    /// <summary>Ends submissions after 5 seconds.</summary>
    public static Task<Grader> ImpatientAsync() => Impatient.Value;

    /// <summary>With Docker for a sandbox; the test is skipped where there is no Docker Engine.</summary>
    public static async Task<Grader> DockerAsync(bool impatient)
    {
        if ((await Docker.Value).Sandbox is null) Assert.Ignore($"No Docker Engine answers on this Linux machine: apt-get install docker.io, and start dockerd. {(await Docker.Value).Why}");
        return await (impatient ? ImpatientInDocker : PatientInDocker).Value;
    }

    /// <summary>With real containers for tasks, in the best sandbox that there is; the test is skipped where there is no Docker Engine.</summary>
    public static async Task<Grader> OnDockerAsync()
    {
        await DockerAsync(impatient: false);
        return await OnDocker.Value;
    }

    /// <summary>On an endpoint that is there already.</summary>
    public static async Task<Grader> OnEndpointAsync(Uri endpoint) =>
        Graders.Create(Checkout.Catalog, Checks.Value, new EndpointGrading(endpoint), await SandboxChoice.MakeAsync(TimeProvider.System, CancellationToken.None), new());

    private static async Task<Grader> InDockerAsync(SandboxLimits limits) => Graders.Create(Checkout.Catalog, Checks.Value, GradingBackends.Of("embedded"), (await Docker.Value).Sandbox!, limits);
}
